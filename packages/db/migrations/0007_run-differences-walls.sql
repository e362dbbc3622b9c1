alter table app.run_differences force row level security;--> statement-breakpoint

grant select, insert (tenant_id, id, run_id, subject_id, charge_id, batch_file_id, "row", line, cause, before, after,
  created_at) on app.run_differences to cmr_app;--> statement-breakpoint
grant delete on app.run_differences to cmr_ingest;--> statement-breakpoint
grant insert (compare, comparison), update (comparison) on app.runs to cmr_app;--> statement-breakpoint

comment on table app.run_differences is 'Convictions whose answer an earlier ruleset gave otherwise, and why; nothing of what their rows say.';--> statement-breakpoint
comment on column app.run_differences.tenant_id is 'The tenant the row belongs to.';--> statement-breakpoint
comment on column app.run_differences.id is 'UUIDv7.';--> statement-breakpoint
comment on column app.run_differences.run_id is 'The run that was compared.';--> statement-breakpoint
comment on column app.run_differences.subject_id is 'The person of the conviction.';--> statement-breakpoint
comment on column app.run_differences.charge_id is 'The stored charge; null for a row that repeats a count of its own file.';--> statement-breakpoint
comment on column app.run_differences.batch_file_id is 'The file of the batch.';--> statement-breakpoint
comment on column app.run_differences."row" is '0-based among the data rows of the file, those set aside included.';--> statement-breakpoint
comment on column app.run_differences.line is '1-based physical line the row begins on.';--> statement-breakpoint
comment on column app.run_differences.cause is 'Id of the cause that explains the difference, as the comparison of the run names it.';--> statement-breakpoint
comment on column app.run_differences.before is 'What the earlier ruleset answered, in the words of the comparison.';--> statement-breakpoint
comment on column app.run_differences.after is 'What the run answered, in the words of the comparison.';--> statement-breakpoint
comment on column app.run_differences.created_at is 'When the row was written, by database time.';--> statement-breakpoint
comment on column app.runs.compare is 'The earlier ruleset, profile and preset the run is compared with; null for a run without a comparison.';--> statement-breakpoint
comment on column app.runs.comparison is 'What the comparison came to: people, convictions, causes and both answers, with counts. Null until the run is published.';
