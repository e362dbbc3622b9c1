-- What each table and column holds. Terms: docs/glossary.md.
comment on schema app is 'Tenant tables, behind row-level security.';--> statement-breakpoint
comment on schema auth is 'Who may sign in, and where.';--> statement-breakpoint
comment on schema queue is 'Wake-up calls for background work. Ids only.';--> statement-breakpoint
comment on table drizzle.__drizzle_migrations is 'Which migrations have been applied.';--> statement-breakpoint
comment on table app.tenants is 'A county office, or another body that uses the service on its own data.';--> statement-breakpoint
comment on column app.tenants."id" is 'The tenant.';--> statement-breakpoint
comment on column app.tenants."slug" is 'Its part of the address, unique in the service.';--> statement-breakpoint
comment on column app.tenants."name" is 'Name of the office, as shown.';--> statement-breakpoint
comment on column app.tenants."jurisdiction" is 'Id of the jurisdiction package.';--> statement-breakpoint
comment on column app.tenants."county" is 'County whose convictions are in scope, as the jurisdiction spells it.';--> statement-breakpoint
comment on column app.tenants."time_zone" is 'IANA zone in which dates such as today are taken.';--> statement-breakpoint
comment on column app.tenants."created_at" is 'When the row was written, by database time.';--> statement-breakpoint
comment on table app.tenant_keys is 'Key-encryption keys of a tenant. Destroying them makes its files and sealed columns unreadable.';--> statement-breakpoint
comment on column app.tenant_keys."tenant_id" is 'The tenant the row belongs to.';--> statement-breakpoint
comment on column app.tenant_keys."id" is 'UUIDv7.';--> statement-breakpoint
comment on column app.tenant_keys."version" is 'Counts from 1; the greatest that is not retired seals new data.';--> statement-breakpoint
comment on column app.tenant_keys."wrapped_key" is 'The key, sealed with the master key kept outside the database.';--> statement-breakpoint
comment on column app.tenant_keys."retired_at" is 'When it stopped sealing new data; it still opens old data.';--> statement-breakpoint
comment on column app.tenant_keys."created_at" is 'When the row was written, by database time.';--> statement-breakpoint
comment on table app.files is 'A file as a person sent it: immutable once stored.';--> statement-breakpoint
comment on column app.files."tenant_id" is 'The tenant the row belongs to.';--> statement-breakpoint
comment on column app.files."id" is 'UUIDv7.';--> statement-breakpoint
comment on column app.files."name" is 'File name as given. Data only, never part of a path.';--> statement-breakpoint
comment on column app.files."size" is 'Bytes announced.';--> statement-breakpoint
comment on column app.files."received" is 'Bytes durable so far.';--> statement-breakpoint
comment on column app.files."sha256" is 'Hex digest of the plain bytes, once stored.';--> statement-breakpoint
comment on column app.files."state" is 'receiving or stored.';--> statement-breakpoint
comment on column app.files."object_id" is 'The encrypted object.';--> statement-breakpoint
comment on column app.files."created_by" is 'User who sent it.';--> statement-breakpoint
comment on column app.files."stored_at" is 'When the last byte was durable and hashed.';--> statement-breakpoint
comment on column app.files."created_at" is 'When the row was written, by database time.';--> statement-breakpoint
comment on table app.batches is 'Files taken in together.';--> statement-breakpoint
comment on column app.batches."tenant_id" is 'The tenant the row belongs to.';--> statement-breakpoint
comment on column app.batches."id" is 'UUIDv7.';--> statement-breakpoint
comment on column app.batches."state" is 'draft, importing, ready or failed.';--> statement-breakpoint
comment on column app.batches."county" is 'County in scope for this batch.';--> statement-breakpoint
comment on column app.batches."created_by" is 'User who made it.';--> statement-breakpoint
comment on column app.batches."confirmed_at" is 'When the import was ordered.';--> statement-breakpoint
comment on column app.batches."published_run_id" is 'The run whose results are shown; flipped in one step.';--> statement-breakpoint
comment on column app.batches."created_at" is 'When the row was written, by database time.';--> statement-breakpoint
comment on table app.batch_files is 'One file of one batch.';--> statement-breakpoint
comment on column app.batch_files."tenant_id" is 'The tenant the row belongs to.';--> statement-breakpoint
comment on column app.batch_files."id" is 'UUIDv7.';--> statement-breakpoint
comment on column app.batch_files."batch_id" is 'The batch.';--> statement-breakpoint
comment on column app.batch_files."file_id" is 'The file.';--> statement-breakpoint
comment on column app.batch_files."position" is '1-based place in the batch; names its result files.';--> statement-breakpoint
comment on column app.batch_files."state" is 'waiting, inspecting, loading, loaded or rejected.';--> statement-breakpoint
comment on column app.batch_files."rejection" is 'Reason, message and line of a refusal. No record data.';--> statement-breakpoint
comment on column app.batch_files."rows" is 'Data rows.';--> statement-breakpoint
comment on column app.batch_files."lines" is 'Physical lines.';--> statement-breakpoint
comment on column app.batch_files."first_data_line" is '1-based line of the first data row.';--> statement-breakpoint
comment on column app.batch_files."created_at" is 'When the row was written, by database time.';--> statement-breakpoint
comment on table app.subject_slices is 'The rows of one subject within one chunk of a file.';--> statement-breakpoint
comment on column app.subject_slices."tenant_id" is 'The tenant the row belongs to.';--> statement-breakpoint
comment on column app.subject_slices."id" is 'UUIDv7.';--> statement-breakpoint
comment on column app.subject_slices."batch_file_id" is 'The file of the batch.';--> statement-breakpoint
comment on column app.subject_slices."chunk_no" is 'The chunk.';--> statement-breakpoint
comment on column app.subject_slices."ordinal" is 'Place of the subject among those of the file, 0-based; null until subjects are linked.';--> statement-breakpoint
comment on column app.subject_slices."subject_key" is 'Keyed hash of the source key: equal for equal subjects of one tenant, meaningless elsewhere.';--> statement-breakpoint
comment on column app.subject_slices."first_row" is '0-based first data row.';--> statement-breakpoint
comment on column app.subject_slices."row_count" is 'Rows in the slice.';--> statement-breakpoint
comment on column app.subject_slices."sealed" is 'Source rows, encrypted with a key of the tenant.';--> statement-breakpoint
comment on column app.subject_slices."created_at" is 'When the row was written, by database time.';--> statement-breakpoint
comment on table app.subjects is 'A person as one file describes them.';--> statement-breakpoint
comment on column app.subjects."tenant_id" is 'The tenant the row belongs to.';--> statement-breakpoint
comment on column app.subjects."id" is 'UUIDv7.';--> statement-breakpoint
comment on column app.subjects."batch_file_id" is 'The file of the batch.';--> statement-breakpoint
comment on column app.subjects."ordinal" is '0-based, by first row in the file.';--> statement-breakpoint
comment on column app.subjects."subject_key" is 'Keyed hash of the source key.';--> statement-breakpoint
comment on column app.subjects."first_row" is '0-based first data row.';--> statement-breakpoint
comment on column app.subjects."row_count" is 'Rows of the subject.';--> statement-breakpoint
comment on column app.subjects."name" is 'Name as shown.';--> statement-breakpoint
comment on column app.subjects."name_key" is 'Name folded for search and sorting, compared byte by byte.';--> statement-breakpoint
comment on column app.subjects."born_on" is 'Date of birth; null when not in the file.';--> statement-breakpoint
comment on column app.subjects."created_at" is 'When the row was written, by database time.';--> statement-breakpoint
comment on table app.charges is 'One charge of a subject.';--> statement-breakpoint
comment on column app.charges."tenant_id" is 'The tenant the row belongs to.';--> statement-breakpoint
comment on column app.charges."id" is 'UUIDv7.';--> statement-breakpoint
comment on column app.charges."subject_id" is 'The subject.';--> statement-breakpoint
comment on column app.charges."row" is '0-based data row in the file.';--> statement-breakpoint
comment on column app.charges."line" is '1-based line in the file.';--> statement-breakpoint
comment on column app.charges."case_id" is 'Groups the charges of one case.';--> statement-breakpoint
comment on column app.charges."case_label" is 'Case as shown.';--> statement-breakpoint
comment on column app.charges."literal" is 'Offense as shown.';--> statement-breakpoint
comment on column app.charges."disposed_on" is 'Date of the disposition; null when not in the file.';--> statement-breakpoint
comment on column app.charges."county" is 'County of the disposition.';--> statement-breakpoint
comment on column app.charges."charge_index" is 'Index among the charges of the subject.';--> statement-breakpoint
comment on column app.charges."given" is 'The facts of the charge, for the page of the person.';--> statement-breakpoint
comment on column app.charges."created_at" is 'When the row was written, by database time.';--> statement-breakpoint
comment on table app.policies is 'A version of the options an office has chosen for a ruleset. Never changed.';--> statement-breakpoint
comment on column app.policies."tenant_id" is 'The tenant the row belongs to.';--> statement-breakpoint
comment on column app.policies."id" is 'UUIDv7.';--> statement-breakpoint
comment on column app.policies."ruleset" is 'Ruleset id.';--> statement-breakpoint
comment on column app.policies."profile" is 'Profile of the ruleset, or null.';--> statement-breakpoint
comment on column app.policies."version" is 'Counts from 1 within ruleset and profile.';--> statement-breakpoint
comment on column app.policies."options" is 'The options, valid for the ruleset.';--> statement-breakpoint
comment on column app.policies."options_hash" is 'Hash of the options.';--> statement-breakpoint
comment on column app.policies."note" is 'Why this version was made.';--> statement-breakpoint
comment on column app.policies."created_by" is 'User who saved it; null for a preset.';--> statement-breakpoint
comment on column app.policies."created_at" is 'When the row was written, by database time.';--> statement-breakpoint
comment on table app.runs is 'One evaluation of a batch under one policy, with everything needed to repeat it.';--> statement-breakpoint
comment on column app.runs."tenant_id" is 'The tenant the row belongs to.';--> statement-breakpoint
comment on column app.runs."id" is 'UUIDv7.';--> statement-breakpoint
comment on column app.runs."batch_id" is 'The batch.';--> statement-breakpoint
comment on column app.runs."policy_id" is 'The policy.';--> statement-breakpoint
comment on column app.runs."jurisdiction" is 'Jurisdiction id.';--> statement-breakpoint
comment on column app.runs."jurisdiction_version" is 'Version of the jurisdiction package.';--> statement-breakpoint
comment on column app.runs."ruleset" is 'Ruleset id.';--> statement-breakpoint
comment on column app.runs."profile" is 'Profile, or null.';--> statement-breakpoint
comment on column app.runs."options" is 'Copy of the options used.';--> statement-breakpoint
comment on column app.runs."options_hash" is 'Hash of the options.';--> statement-breakpoint
comment on column app.runs."county" is 'County in scope.';--> statement-breakpoint
comment on column app.runs."as_of" is 'Date the law is applied as of.';--> statement-breakpoint
comment on column app.runs."now_on" is 'Date taken for today.';--> statement-breakpoint
comment on column app.runs."state" is 'queued, running, published or failed.';--> statement-breakpoint
comment on column app.runs."summary" is 'Summary figures of the whole batch, as written to the summary file.';--> statement-breakpoint
comment on column app.runs."figures" is 'Figures for the page of the run.';--> statement-breakpoint
comment on column app.runs."result_hash" is 'SHA-256 of the sorted canonical result.';--> statement-breakpoint
comment on column app.runs."published_at" is 'When readers could first see it.';--> statement-breakpoint
comment on column app.runs."created_by" is 'User who started it; null when the import did.';--> statement-breakpoint
comment on column app.runs."created_at" is 'When the row was written, by database time.';--> statement-breakpoint
comment on table app.determinations is 'What one charge came to in one run, with what the results table shows.';--> statement-breakpoint
comment on column app.determinations."tenant_id" is 'The tenant the row belongs to.';--> statement-breakpoint
comment on column app.determinations."id" is 'UUIDv7.';--> statement-breakpoint
comment on column app.determinations."run_id" is 'The run.';--> statement-breakpoint
comment on column app.determinations."charge_id" is 'The charge.';--> statement-breakpoint
comment on column app.determinations."subject_id" is 'The subject of the charge.';--> statement-breakpoint
comment on column app.determinations."outcome" is 'Kind of outcome.';--> statement-breakpoint
comment on column app.determinations."relief" is 'Relief, or null.';--> statement-breakpoint
comment on column app.determinations."rule" is 'Rule that decided, or null.';--> statement-breakpoint
comment on column app.determinations."presumed" is 'Facts presumed because the file is silent.';--> statement-breakpoint
comment on column app.determinations."determination" is 'The answer, as people read it.';--> statement-breakpoint
comment on column app.determinations."reason" is 'The reason, as people read it.';--> statement-breakpoint
comment on column app.determinations."cells" is 'Computed cells of the result files.';--> statement-breakpoint
comment on column app.determinations."answer" is 'The whole determination.';--> statement-breakpoint
comment on column app.determinations."subject_name" is 'Copy of the name.';--> statement-breakpoint
comment on column app.determinations."name_key" is 'Copy of the folded name.';--> statement-breakpoint
comment on column app.determinations."literal" is 'Copy of the offense.';--> statement-breakpoint
comment on column app.determinations."county" is 'Copy of the county.';--> statement-breakpoint
comment on column app.determinations."disposed_on" is 'Copy of the date.';--> statement-breakpoint
comment on column app.determinations."batch_file_id" is 'Copy of the file of the batch.';--> statement-breakpoint
comment on column app.determinations."row" is 'Copy of the data row.';--> statement-breakpoint
comment on column app.determinations."created_at" is 'When the row was written, by database time.';--> statement-breakpoint
comment on table app.run_files is 'A result file of a run.';--> statement-breakpoint
comment on column app.run_files."tenant_id" is 'The tenant the row belongs to.';--> statement-breakpoint
comment on column app.run_files."id" is 'UUIDv7.';--> statement-breakpoint
comment on column app.run_files."run_id" is 'The run.';--> statement-breakpoint
comment on column app.run_files."batch_file_id" is 'The file it answers; null for the summary.';--> statement-breakpoint
comment on column app.run_files."name" is 'Name for the download.';--> statement-breakpoint
comment on column app.run_files."object_id" is 'The encrypted object.';--> statement-breakpoint
comment on column app.run_files."size" is 'Bytes.';--> statement-breakpoint
comment on column app.run_files."sha256" is 'Hex digest of the plain bytes.';--> statement-breakpoint
comment on column app.run_files."rows" is 'Data rows; null for the summary.';--> statement-breakpoint
comment on column app.run_files."created_at" is 'When the row was written, by database time.';--> statement-breakpoint
comment on table app.jobs is 'A long task and what became of it: the truth behind background work.';--> statement-breakpoint
comment on column app.jobs."tenant_id" is 'The tenant the row belongs to.';--> statement-breakpoint
comment on column app.jobs."id" is 'UUIDv7.';--> statement-breakpoint
comment on column app.jobs."kind" is 'import or evaluate.';--> statement-breakpoint
comment on column app.jobs."state" is 'queued, running, failed or done.';--> statement-breakpoint
comment on column app.jobs."batch_id" is 'The batch.';--> statement-breakpoint
comment on column app.jobs."run_id" is 'The run, for an evaluation.';--> statement-breakpoint
comment on column app.jobs."attempts" is 'Times it was started.';--> statement-breakpoint
comment on column app.jobs."error" is 'Reason and message of a failure. No record data.';--> statement-breakpoint
comment on column app.jobs."created_by" is 'User who caused it; null for the system.';--> statement-breakpoint
comment on column app.jobs."created_at" is 'When the row was written, by database time.';--> statement-breakpoint
comment on table app.job_chunks is 'A part of a job, done in one step and one transaction.';--> statement-breakpoint
comment on column app.job_chunks."tenant_id" is 'The tenant the row belongs to.';--> statement-breakpoint
comment on column app.job_chunks."id" is 'UUIDv7.';--> statement-breakpoint
comment on column app.job_chunks."job_id" is 'The job.';--> statement-breakpoint
comment on column app.job_chunks."no" is 'Number of the part within its stage and file.';--> statement-breakpoint
comment on column app.job_chunks."stage" is 'load, people, evaluate or results.';--> statement-breakpoint
comment on column app.job_chunks."batch_file_id" is 'The file it belongs to, or null.';--> statement-breakpoint
comment on column app.job_chunks."start" is 'First byte or key, inclusive.';--> statement-breakpoint
comment on column app.job_chunks."end" is 'Last byte or key, exclusive.';--> statement-breakpoint
comment on column app.job_chunks."first_row" is '0-based first data row.';--> statement-breakpoint
comment on column app.job_chunks."first_line" is '1-based first line.';--> statement-breakpoint
comment on column app.job_chunks."row_count" is 'Rows in the part.';--> statement-breakpoint
comment on column app.job_chunks."state" is 'ready, leased, done or failed.';--> statement-breakpoint
comment on column app.job_chunks."lease_token" is 'Held by the worker that may finish it.';--> statement-breakpoint
comment on column app.job_chunks."lease_until" is 'When the lease may be taken over.';--> statement-breakpoint
comment on column app.job_chunks."attempts" is 'Times it was leased.';--> statement-breakpoint
comment on column app.job_chunks."result" is 'Counts. No record data.';--> statement-breakpoint
comment on column app.job_chunks."created_at" is 'When the row was written, by database time.';--> statement-breakpoint
comment on table app.progress is 'How far a job is, as stored, not as guessed.';--> statement-breakpoint
comment on column app.progress."tenant_id" is 'The tenant the row belongs to.';--> statement-breakpoint
comment on column app.progress."job_id" is 'The job.';--> statement-breakpoint
comment on column app.progress."stage" is 'Stage of the job.';--> statement-breakpoint
comment on column app.progress."done" is 'Units done; never falls.';--> statement-breakpoint
comment on column app.progress."total" is 'Units in all.';--> statement-breakpoint
comment on column app.progress."updated_at" is 'When it last changed.';--> statement-breakpoint
comment on column app.progress."created_at" is 'When the row was written, by database time.';--> statement-breakpoint
comment on table app.audit_events is 'Who did what to which object. Insert only; no record data.';--> statement-breakpoint
comment on column app.audit_events."tenant_id" is 'The tenant the row belongs to.';--> statement-breakpoint
comment on column app.audit_events."id" is 'UUIDv7.';--> statement-breakpoint
comment on column app.audit_events."actor_user_id" is 'The user; null for the system.';--> statement-breakpoint
comment on column app.audit_events."actor_kind" is 'user, system or support.';--> statement-breakpoint
comment on column app.audit_events."action" is 'entity.verb';--> statement-breakpoint
comment on column app.audit_events."object_kind" is 'Kind of the object.';--> statement-breakpoint
comment on column app.audit_events."object_id" is 'The object.';--> statement-breakpoint
comment on column app.audit_events."at" is 'When, in hundredths of a second.';--> statement-breakpoint
comment on column app.audit_events."request_id" is 'The request or job that did it.';--> statement-breakpoint
comment on column app.audit_events."created_at" is 'When the row was written, by database time.';--> statement-breakpoint
comment on table auth.users is 'A person who may sign in.';--> statement-breakpoint
comment on column auth.users."id" is 'The user.';--> statement-breakpoint
comment on column auth.users."email" is 'Sign-in name, lower case.';--> statement-breakpoint
comment on column auth.users."name" is 'Name as shown.';--> statement-breakpoint
comment on column auth.users."password_hash" is 'argon2id, with its parameters.';--> statement-breakpoint
comment on column auth.users."staff" is 'support or operator for people of the service; null for people of an office.';--> statement-breakpoint
comment on column auth.users."disabled_at" is 'Since when sign-in is refused.';--> statement-breakpoint
comment on column auth.users."created_at" is 'When the row was written, by database time.';--> statement-breakpoint
comment on table auth.sessions is 'A signed-in browser.';--> statement-breakpoint
comment on column auth.sessions."id" is 'SHA-256 of the cookie, in hex: a copy of this table signs nobody in.';--> statement-breakpoint
comment on column auth.sessions."user_id" is 'The user.';--> statement-breakpoint
comment on column auth.sessions."expires_at" is 'When the session store forgets it, at the latest.';--> statement-breakpoint
comment on column auth.sessions."absolute_expires_at" is 'When it ends however active.';--> statement-breakpoint
comment on column auth.sessions."auth_time" is 'When the user proved who they are.';--> statement-breakpoint
comment on column auth.sessions."last_user_activity_at" is 'Last act of the user; background requests do not count.';--> statement-breakpoint
comment on column auth.sessions."created_at" is 'When the row was written, by database time.';--> statement-breakpoint
comment on table auth.memberships is 'What a user may be in a tenant. Read before a tenant is chosen, so it is not behind row-level security; cmr_auth alone may.';--> statement-breakpoint
comment on column auth.memberships."user_id" is 'The user.';--> statement-breakpoint
comment on column auth.memberships."tenant_id" is 'The tenant the row belongs to.';--> statement-breakpoint
comment on column auth.memberships."roles" is 'Roles, which add up.';--> statement-breakpoint
comment on column auth.memberships."created_at" is 'When the row was written, by database time.';--> statement-breakpoint
comment on table auth.sign_in_attempts is 'Counters against guessing.';--> statement-breakpoint
comment on column auth.sign_in_attempts."key" is 'Hash of what is counted: an address, or an e-mail and an address.';--> statement-breakpoint
comment on column auth.sign_in_attempts."attempts" is 'Attempts in the current window.';--> statement-breakpoint
comment on column auth.sign_in_attempts."window_ends_at" is 'When the window ends.';--> statement-breakpoint
comment on column auth.sign_in_attempts."created_at" is 'When the row was written, by database time.';--> statement-breakpoint
comment on table queue.outbox is 'Events to be sent once their transaction has committed.';--> statement-breakpoint
comment on column queue.outbox."id" is 'The event; its idempotency key.';--> statement-breakpoint
comment on column queue.outbox."name" is 'Event name.';--> statement-breakpoint
comment on column queue.outbox."data" is 'Ids only.';--> statement-breakpoint
comment on column queue.outbox."sent_at" is 'When it was handed over; null until then.';--> statement-breakpoint
comment on column queue.outbox."created_at" is 'When the row was written, by database time.';
