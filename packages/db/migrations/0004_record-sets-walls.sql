alter table app.set_aside_rows force row level security;--> statement-breakpoint

grant select, insert (tenant_id, id, batch_file_id, "row", line, last_line, reason, created_at)
  on app.set_aside_rows to cmr_app;--> statement-breakpoint
grant delete on app.set_aside_rows to cmr_ingest;--> statement-breakpoint
grant insert (source_columns, counties, ledger), update (source_columns, counties, ledger)
  on app.batch_files to cmr_app;--> statement-breakpoint
grant insert (subject_id, person_keys), update (subject_id) on app.subject_slices to cmr_app;--> statement-breakpoint
grant insert (batch_file_id, repeated) on app.charges to cmr_app;--> statement-breakpoint
grant insert (ledger, quality), update (ledger, quality) on app.runs to cmr_app;--> statement-breakpoint

comment on table app.set_aside_rows is 'Where rows of a file stand that could not be used, and why; nothing of what they say.';--> statement-breakpoint
comment on column app.set_aside_rows.tenant_id is 'The tenant the row belongs to.';--> statement-breakpoint
comment on column app.set_aside_rows.id is 'UUIDv7.';--> statement-breakpoint
comment on column app.set_aside_rows.batch_file_id is 'The file of the batch.';--> statement-breakpoint
comment on column app.set_aside_rows."row" is '0-based among the data rows of the file, those set aside included.';--> statement-breakpoint
comment on column app.set_aside_rows.line is '1-based physical line it begins on.';--> statement-breakpoint
comment on column app.set_aside_rows.last_line is '1-based physical line it ends on, inclusive.';--> statement-breakpoint
comment on column app.set_aside_rows.reason is 'A SetAsideReason of the reader.';--> statement-breakpoint
comment on column app.set_aside_rows.created_at is 'When the row was written, by database time.';--> statement-breakpoint
comment on column app.batch_files.rows is 'Data rows that were loaded; those set aside are not among them. Null until the file was looked through.';--> statement-breakpoint
comment on column app.batch_files.source_columns is 'Where the file has the columns of its format. Null until it was looked through.';--> statement-breakpoint
comment on column app.batch_files.counties is 'Loaded rows by the county they name; rows that name none are not counted.';--> statement-breakpoint
comment on column app.batch_files.ledger is 'What became of the physical lines: header, blank, loaded, set aside by reason. Null until the file was looked through, and for files imported before there were ledgers.';--> statement-breakpoint
comment on column app.subject_slices.subject_id is 'The subject whose rows these are; null until subjects are linked.';--> statement-breakpoint
comment on column app.subject_slices.person_keys is 'Keyed hashes of the other keys of the person: rows of a batch that share one are one person''s.';--> statement-breakpoint
comment on table app.subjects is 'A person as one batch describes them.';--> statement-breakpoint
comment on column app.subjects.batch_file_id is 'The file of the batch in which the subject appears first; it may have rows in later ones.';--> statement-breakpoint
comment on column app.subjects.ordinal is 'Place among the subjects that appear first in this file, 0-based. Ids of the subjects of a batch count on in the order of files and ordinals.';--> statement-breakpoint
comment on column app.subjects.row_count is 'Rows of the subject over all files of the batch.';--> statement-breakpoint
comment on column app.charges.batch_file_id is 'The file the charge was read from.';--> statement-breakpoint
comment on column app.charges.repeated is 'Repeats a count of another file: only rulesets that take each file alone answer for it.';--> statement-breakpoint
comment on column app.runs.ledger is 'Lines, rows and answers accounted for. Null until the run is published.';--> statement-breakpoint
comment on column app.runs.quality is 'What in the record makes answers doubtful, with counts. Null until the run is published.';
