CREATE SCHEMA "app";
--> statement-breakpoint
CREATE SCHEMA "auth";
--> statement-breakpoint
CREATE SCHEMA "queue";
--> statement-breakpoint
CREATE TABLE "app"."audit_events" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"actor_user_id" uuid,
	"actor_kind" text NOT NULL,
	"action" text NOT NULL,
	"object_kind" text NOT NULL,
	"object_id" uuid,
	"at" timestamp (2) with time zone DEFAULT now() NOT NULL,
	"request_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "audit_events_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "audit_events_actor_known" CHECK ("app"."audit_events"."actor_kind" in ('user', 'system', 'support')),
	CONSTRAINT "audit_events_actor_user" CHECK (("app"."audit_events"."actor_kind" = 'system') = ("app"."audit_events"."actor_user_id" is null)),
	CONSTRAINT "audit_events_action_form" CHECK ("app"."audit_events"."action" ~ '^[a-z-]+\.[a-z-]+$')
);
--> statement-breakpoint
ALTER TABLE "app"."audit_events" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."batch_files" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"batch_id" uuid NOT NULL,
	"file_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"rejection" jsonb,
	"rows" integer,
	"lines" integer,
	"first_data_line" integer,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "batch_files_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "batch_files_position_key" UNIQUE("tenant_id","batch_id","position"),
	CONSTRAINT "batch_files_position_counts" CHECK ("app"."batch_files"."position" >= 1),
	CONSTRAINT "batch_files_state_known" CHECK ("app"."batch_files"."state" in ('waiting', 'inspecting', 'loading', 'loaded', 'rejected')),
	CONSTRAINT "batch_files_rejected_reason" CHECK (("app"."batch_files"."state" = 'rejected') = ("app"."batch_files"."rejection" is not null))
);
--> statement-breakpoint
ALTER TABLE "app"."batch_files" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."batches" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"county" text NOT NULL,
	"created_by" uuid,
	"confirmed_at" timestamp with time zone,
	"published_run_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "batches_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "batches_state_known" CHECK ("app"."batches"."state" in ('draft', 'importing', 'ready', 'failed'))
);
--> statement-breakpoint
ALTER TABLE "app"."batches" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."charges" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"subject_id" uuid NOT NULL,
	"row" integer NOT NULL,
	"line" integer NOT NULL,
	"case_id" text NOT NULL,
	"case_label" text NOT NULL,
	"literal" text NOT NULL,
	"disposed_on" date,
	"county" text NOT NULL,
	"charge_index" integer NOT NULL,
	"given" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "charges_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "charges_row_key" UNIQUE("tenant_id","subject_id","row")
);
--> statement-breakpoint
ALTER TABLE "app"."charges" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."determinations" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"charge_id" uuid NOT NULL,
	"subject_id" uuid NOT NULL,
	"outcome" text NOT NULL,
	"relief" text,
	"rule" text,
	"presumed" text[] NOT NULL,
	"determination" text NOT NULL,
	"reason" text NOT NULL,
	"cells" text[] NOT NULL,
	"answer" jsonb NOT NULL,
	"subject_name" text NOT NULL,
	"name_key" text collate "C" NOT NULL,
	"literal" text NOT NULL,
	"county" text NOT NULL,
	"disposed_on" date,
	"batch_file_id" uuid NOT NULL,
	"row" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "determinations_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "determinations_charge_key" UNIQUE("tenant_id","run_id","charge_id")
);
--> statement-breakpoint
ALTER TABLE "app"."determinations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."files" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"size" bigint NOT NULL,
	"received" bigint DEFAULT 0 NOT NULL,
	"sha256" text,
	"state" text DEFAULT 'receiving' NOT NULL,
	"object_id" uuid NOT NULL,
	"created_by" uuid,
	"stored_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "files_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "files_state_known" CHECK ("app"."files"."state" in ('receiving', 'stored')),
	CONSTRAINT "files_received_within" CHECK ("app"."files"."received" between 0 and "app"."files"."size"),
	CONSTRAINT "files_stored_whole" CHECK ("app"."files"."state" <> 'stored' or ("app"."files"."received" = "app"."files"."size" and "app"."files"."sha256" is not null and "app"."files"."stored_at" is not null))
);
--> statement-breakpoint
ALTER TABLE "app"."files" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."job_chunks" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"job_id" uuid NOT NULL,
	"no" integer NOT NULL,
	"stage" text NOT NULL,
	"batch_file_id" uuid,
	"start" bigint NOT NULL,
	"end" bigint NOT NULL,
	"first_row" integer,
	"first_line" integer,
	"row_count" integer,
	"state" text DEFAULT 'ready' NOT NULL,
	"lease_token" uuid,
	"lease_until" timestamp with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"result" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "job_chunks_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "job_chunks_no_key" UNIQUE NULLS NOT DISTINCT("tenant_id","job_id","stage","batch_file_id","no"),
	CONSTRAINT "job_chunks_stage_known" CHECK ("app"."job_chunks"."stage" in ('load', 'people', 'evaluate', 'results')),
	CONSTRAINT "job_chunks_state_known" CHECK ("app"."job_chunks"."state" in ('ready', 'leased', 'done', 'failed')),
	CONSTRAINT "job_chunks_range_ordered" CHECK ("app"."job_chunks"."start" <= "app"."job_chunks"."end"),
	CONSTRAINT "job_chunks_leased_token" CHECK ("app"."job_chunks"."state" <> 'leased' or ("app"."job_chunks"."lease_token" is not null and "app"."job_chunks"."lease_until" is not null))
);
--> statement-breakpoint
ALTER TABLE "app"."job_chunks" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."jobs" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"batch_id" uuid NOT NULL,
	"run_id" uuid,
	"attempts" integer DEFAULT 0 NOT NULL,
	"error" jsonb,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "jobs_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "jobs_kind_known" CHECK ("app"."jobs"."kind" in ('import', 'evaluate')),
	CONSTRAINT "jobs_state_known" CHECK ("app"."jobs"."state" in ('queued', 'running', 'failed', 'done'))
);
--> statement-breakpoint
ALTER TABLE "app"."jobs" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "auth"."memberships" (
	"user_id" uuid NOT NULL,
	"tenant_id" uuid NOT NULL,
	"roles" text[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "memberships_pkey" PRIMARY KEY("tenant_id","user_id"),
	CONSTRAINT "memberships_roles_known" CHECK ("auth"."memberships"."roles" <@ array['admin', 'analyst', 'attorney', 'auditor'])
);
--> statement-breakpoint
CREATE TABLE "queue"."outbox" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"data" jsonb NOT NULL,
	"sent_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "app"."policies" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"ruleset" text NOT NULL,
	"profile" text,
	"version" integer NOT NULL,
	"options" jsonb NOT NULL,
	"options_hash" text NOT NULL,
	"note" text,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "policies_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "policies_version_key" UNIQUE NULLS NOT DISTINCT("tenant_id","ruleset","profile","version"),
	CONSTRAINT "policies_version_counts" CHECK ("app"."policies"."version" >= 1)
);
--> statement-breakpoint
ALTER TABLE "app"."policies" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."progress" (
	"tenant_id" uuid NOT NULL,
	"job_id" uuid NOT NULL,
	"stage" text NOT NULL,
	"done" bigint DEFAULT 0 NOT NULL,
	"total" bigint DEFAULT 0 NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "progress_pkey" PRIMARY KEY("tenant_id","job_id","stage"),
	CONSTRAINT "progress_counts" CHECK ("app"."progress"."done" >= 0 and "app"."progress"."total" >= 0)
);
--> statement-breakpoint
ALTER TABLE "app"."progress" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."run_files" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"batch_file_id" uuid,
	"name" text NOT NULL,
	"object_id" uuid NOT NULL,
	"size" bigint NOT NULL,
	"sha256" text NOT NULL,
	"rows" integer,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "run_files_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "run_files_name_key" UNIQUE("tenant_id","run_id","name")
);
--> statement-breakpoint
ALTER TABLE "app"."run_files" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."runs" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"batch_id" uuid NOT NULL,
	"policy_id" uuid NOT NULL,
	"jurisdiction" text NOT NULL,
	"jurisdiction_version" text NOT NULL,
	"ruleset" text NOT NULL,
	"profile" text,
	"options" jsonb NOT NULL,
	"options_hash" text NOT NULL,
	"county" text NOT NULL,
	"as_of" date NOT NULL,
	"now_on" date NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"summary" jsonb,
	"figures" jsonb,
	"result_hash" text,
	"published_at" timestamp with time zone,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "runs_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "runs_state_known" CHECK ("app"."runs"."state" in ('queued', 'running', 'published', 'failed')),
	CONSTRAINT "runs_published_whole" CHECK ("app"."runs"."state" <> 'published' or ("app"."runs"."published_at" is not null and "app"."runs"."result_hash" is not null))
);
--> statement-breakpoint
ALTER TABLE "app"."runs" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "auth"."sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"absolute_expires_at" timestamp with time zone NOT NULL,
	"auth_time" timestamp with time zone NOT NULL,
	"last_user_activity_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth"."sign_in_attempts" (
	"key" text PRIMARY KEY NOT NULL,
	"attempts" integer NOT NULL,
	"window_ends_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "app"."subject_slices" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"batch_file_id" uuid NOT NULL,
	"chunk_no" integer NOT NULL,
	"ordinal" integer,
	"subject_key" "bytea" NOT NULL,
	"first_row" integer NOT NULL,
	"row_count" integer NOT NULL,
	"sealed" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "subject_slices_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "subject_slices_key" UNIQUE("tenant_id","batch_file_id","chunk_no","subject_key")
);
--> statement-breakpoint
ALTER TABLE "app"."subject_slices" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."subjects" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"batch_file_id" uuid NOT NULL,
	"ordinal" integer NOT NULL,
	"subject_key" "bytea" NOT NULL,
	"first_row" integer NOT NULL,
	"row_count" integer NOT NULL,
	"name" text NOT NULL,
	"name_key" text collate "C" NOT NULL,
	"born_on" date,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "subjects_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "subjects_ordinal_key" UNIQUE("tenant_id","batch_file_id","ordinal"),
	CONSTRAINT "subjects_subject_key" UNIQUE("tenant_id","batch_file_id","subject_key"),
	CONSTRAINT "subjects_ordinal_counts" CHECK ("app"."subjects"."ordinal" >= 0)
);
--> statement-breakpoint
ALTER TABLE "app"."subjects" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."tenant_keys" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"version" integer NOT NULL,
	"wrapped_key" "bytea" NOT NULL,
	"retired_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "tenant_keys_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "tenant_keys_version_key" UNIQUE("tenant_id","version")
);
--> statement-breakpoint
ALTER TABLE "app"."tenant_keys" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."tenants" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"jurisdiction" text NOT NULL,
	"county" text NOT NULL,
	"time_zone" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "tenants_slug_key" UNIQUE("slug")
);
--> statement-breakpoint
ALTER TABLE "app"."tenants" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "auth"."users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text NOT NULL,
	"staff" text,
	"disabled_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "users_email_key" UNIQUE("email"),
	CONSTRAINT "users_email_lower" CHECK ("auth"."users"."email" = lower("auth"."users"."email")),
	CONSTRAINT "users_staff_known" CHECK ("auth"."users"."staff" in ('support', 'operator'))
);
--> statement-breakpoint
ALTER TABLE "app"."audit_events" ADD CONSTRAINT "audit_events_tenant_fk" FOREIGN KEY ("tenant_id") REFERENCES "app"."tenants"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."batch_files" ADD CONSTRAINT "batch_files_batch_fk" FOREIGN KEY ("tenant_id","batch_id") REFERENCES "app"."batches"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."batch_files" ADD CONSTRAINT "batch_files_file_fk" FOREIGN KEY ("tenant_id","file_id") REFERENCES "app"."files"("tenant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."batches" ADD CONSTRAINT "batches_tenant_fk" FOREIGN KEY ("tenant_id") REFERENCES "app"."tenants"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."charges" ADD CONSTRAINT "charges_subject_fk" FOREIGN KEY ("tenant_id","subject_id") REFERENCES "app"."subjects"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."determinations" ADD CONSTRAINT "determinations_run_fk" FOREIGN KEY ("tenant_id","run_id") REFERENCES "app"."runs"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."determinations" ADD CONSTRAINT "determinations_charge_fk" FOREIGN KEY ("tenant_id","charge_id") REFERENCES "app"."charges"("tenant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."files" ADD CONSTRAINT "files_tenant_fk" FOREIGN KEY ("tenant_id") REFERENCES "app"."tenants"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."job_chunks" ADD CONSTRAINT "job_chunks_job_fk" FOREIGN KEY ("tenant_id","job_id") REFERENCES "app"."jobs"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."job_chunks" ADD CONSTRAINT "job_chunks_batch_file_fk" FOREIGN KEY ("tenant_id","batch_file_id") REFERENCES "app"."batch_files"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."jobs" ADD CONSTRAINT "jobs_batch_fk" FOREIGN KEY ("tenant_id","batch_id") REFERENCES "app"."batches"("tenant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."jobs" ADD CONSTRAINT "jobs_run_fk" FOREIGN KEY ("tenant_id","run_id") REFERENCES "app"."runs"("tenant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."memberships" ADD CONSTRAINT "memberships_user_fk" FOREIGN KEY ("user_id") REFERENCES "auth"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."memberships" ADD CONSTRAINT "memberships_tenant_fk" FOREIGN KEY ("tenant_id") REFERENCES "app"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."policies" ADD CONSTRAINT "policies_tenant_fk" FOREIGN KEY ("tenant_id") REFERENCES "app"."tenants"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."progress" ADD CONSTRAINT "progress_job_fk" FOREIGN KEY ("tenant_id","job_id") REFERENCES "app"."jobs"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."run_files" ADD CONSTRAINT "run_files_run_fk" FOREIGN KEY ("tenant_id","run_id") REFERENCES "app"."runs"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."run_files" ADD CONSTRAINT "run_files_batch_file_fk" FOREIGN KEY ("tenant_id","batch_file_id") REFERENCES "app"."batch_files"("tenant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."runs" ADD CONSTRAINT "runs_batch_fk" FOREIGN KEY ("tenant_id","batch_id") REFERENCES "app"."batches"("tenant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."runs" ADD CONSTRAINT "runs_policy_fk" FOREIGN KEY ("tenant_id","policy_id") REFERENCES "app"."policies"("tenant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."sessions" ADD CONSTRAINT "sessions_user_fk" FOREIGN KEY ("user_id") REFERENCES "auth"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."subject_slices" ADD CONSTRAINT "subject_slices_batch_file_fk" FOREIGN KEY ("tenant_id","batch_file_id") REFERENCES "app"."batch_files"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."subjects" ADD CONSTRAINT "subjects_batch_file_fk" FOREIGN KEY ("tenant_id","batch_file_id") REFERENCES "app"."batch_files"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."tenant_keys" ADD CONSTRAINT "tenant_keys_tenant_fk" FOREIGN KEY ("tenant_id") REFERENCES "app"."tenants"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_events_at_idx" ON "app"."audit_events" USING btree ("tenant_id","at");--> statement-breakpoint
CREATE INDEX "audit_events_object_idx" ON "app"."audit_events" USING btree ("tenant_id","object_id");--> statement-breakpoint
CREATE INDEX "batch_files_file_idx" ON "app"."batch_files" USING btree ("tenant_id","file_id");--> statement-breakpoint
CREATE INDEX "batches_recent_idx" ON "app"."batches" USING btree ("tenant_id","created_at");--> statement-breakpoint
CREATE INDEX "determinations_charge_idx" ON "app"."determinations" USING btree ("tenant_id","charge_id");--> statement-breakpoint
CREATE INDEX "determinations_row_idx" ON "app"."determinations" USING btree ("tenant_id","run_id","batch_file_id","row");--> statement-breakpoint
CREATE INDEX "determinations_subject_idx" ON "app"."determinations" USING btree ("tenant_id","run_id","subject_id");--> statement-breakpoint
CREATE INDEX "determinations_name_idx" ON "app"."determinations" USING btree ("tenant_id","run_id","name_key");--> statement-breakpoint
CREATE INDEX "determinations_disposed_idx" ON "app"."determinations" USING btree ("tenant_id","run_id","disposed_on");--> statement-breakpoint
CREATE INDEX "determinations_outcome_idx" ON "app"."determinations" USING btree ("tenant_id","run_id","outcome");--> statement-breakpoint
CREATE INDEX "files_sha256_idx" ON "app"."files" USING btree ("tenant_id","sha256");--> statement-breakpoint
CREATE INDEX "job_chunks_batch_file_idx" ON "app"."job_chunks" USING btree ("tenant_id","batch_file_id");--> statement-breakpoint
CREATE INDEX "jobs_batch_idx" ON "app"."jobs" USING btree ("tenant_id","batch_id");--> statement-breakpoint
CREATE INDEX "jobs_run_idx" ON "app"."jobs" USING btree ("tenant_id","run_id");--> statement-breakpoint
CREATE INDEX "jobs_open_idx" ON "app"."jobs" USING btree ("tenant_id","created_at") WHERE "app"."jobs"."state" in ('queued', 'running');--> statement-breakpoint
CREATE INDEX "memberships_user_idx" ON "auth"."memberships" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "outbox_unsent_idx" ON "queue"."outbox" USING btree ("id") WHERE "queue"."outbox"."sent_at" is null;--> statement-breakpoint
CREATE INDEX "run_files_batch_file_idx" ON "app"."run_files" USING btree ("tenant_id","batch_file_id");--> statement-breakpoint
CREATE INDEX "runs_batch_idx" ON "app"."runs" USING btree ("tenant_id","batch_id","created_at");--> statement-breakpoint
CREATE INDEX "runs_recent_idx" ON "app"."runs" USING btree ("tenant_id","created_at");--> statement-breakpoint
CREATE INDEX "sessions_user_idx" ON "auth"."sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sessions_expires_idx" ON "auth"."sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "sign_in_attempts_window_idx" ON "auth"."sign_in_attempts" USING btree ("window_ends_at");--> statement-breakpoint
CREATE INDEX "subject_slices_subject_idx" ON "app"."subject_slices" USING btree ("tenant_id","batch_file_id","subject_key");--> statement-breakpoint
CREATE INDEX "subject_slices_ordinal_idx" ON "app"."subject_slices" USING btree ("tenant_id","batch_file_id","ordinal");--> statement-breakpoint
CREATE INDEX "subjects_name_idx" ON "app"."subjects" USING btree ("tenant_id","name_key");--> statement-breakpoint
CREATE POLICY "audit_events_tenant_access" ON "app"."audit_events" AS PERMISSIVE FOR ALL TO public USING (tenant_id = current_setting('app.tenant_id')::uuid) WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);--> statement-breakpoint
CREATE POLICY "audit_events_tenant_wall" ON "app"."audit_events" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = current_setting('app.tenant_id')::uuid) WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);--> statement-breakpoint
CREATE POLICY "batch_files_tenant_access" ON "app"."batch_files" AS PERMISSIVE FOR ALL TO public USING (tenant_id = current_setting('app.tenant_id')::uuid) WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);--> statement-breakpoint
CREATE POLICY "batch_files_tenant_wall" ON "app"."batch_files" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = current_setting('app.tenant_id')::uuid) WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);--> statement-breakpoint
CREATE POLICY "batches_tenant_access" ON "app"."batches" AS PERMISSIVE FOR ALL TO public USING (tenant_id = current_setting('app.tenant_id')::uuid) WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);--> statement-breakpoint
CREATE POLICY "batches_tenant_wall" ON "app"."batches" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = current_setting('app.tenant_id')::uuid) WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);--> statement-breakpoint
CREATE POLICY "charges_tenant_access" ON "app"."charges" AS PERMISSIVE FOR ALL TO public USING (tenant_id = current_setting('app.tenant_id')::uuid) WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);--> statement-breakpoint
CREATE POLICY "charges_tenant_wall" ON "app"."charges" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = current_setting('app.tenant_id')::uuid) WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);--> statement-breakpoint
CREATE POLICY "determinations_tenant_access" ON "app"."determinations" AS PERMISSIVE FOR ALL TO public USING (tenant_id = current_setting('app.tenant_id')::uuid) WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);--> statement-breakpoint
CREATE POLICY "determinations_tenant_wall" ON "app"."determinations" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = current_setting('app.tenant_id')::uuid) WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);--> statement-breakpoint
CREATE POLICY "files_tenant_access" ON "app"."files" AS PERMISSIVE FOR ALL TO public USING (tenant_id = current_setting('app.tenant_id')::uuid) WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);--> statement-breakpoint
CREATE POLICY "files_tenant_wall" ON "app"."files" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = current_setting('app.tenant_id')::uuid) WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);--> statement-breakpoint
CREATE POLICY "job_chunks_tenant_access" ON "app"."job_chunks" AS PERMISSIVE FOR ALL TO public USING (tenant_id = current_setting('app.tenant_id')::uuid) WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);--> statement-breakpoint
CREATE POLICY "job_chunks_tenant_wall" ON "app"."job_chunks" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = current_setting('app.tenant_id')::uuid) WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);--> statement-breakpoint
CREATE POLICY "jobs_tenant_access" ON "app"."jobs" AS PERMISSIVE FOR ALL TO public USING (tenant_id = current_setting('app.tenant_id')::uuid) WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);--> statement-breakpoint
CREATE POLICY "jobs_tenant_wall" ON "app"."jobs" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = current_setting('app.tenant_id')::uuid) WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);--> statement-breakpoint
CREATE POLICY "policies_tenant_access" ON "app"."policies" AS PERMISSIVE FOR ALL TO public USING (tenant_id = current_setting('app.tenant_id')::uuid) WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);--> statement-breakpoint
CREATE POLICY "policies_tenant_wall" ON "app"."policies" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = current_setting('app.tenant_id')::uuid) WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);--> statement-breakpoint
CREATE POLICY "progress_tenant_access" ON "app"."progress" AS PERMISSIVE FOR ALL TO public USING (tenant_id = current_setting('app.tenant_id')::uuid) WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);--> statement-breakpoint
CREATE POLICY "progress_tenant_wall" ON "app"."progress" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = current_setting('app.tenant_id')::uuid) WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);--> statement-breakpoint
CREATE POLICY "run_files_tenant_access" ON "app"."run_files" AS PERMISSIVE FOR ALL TO public USING (tenant_id = current_setting('app.tenant_id')::uuid) WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);--> statement-breakpoint
CREATE POLICY "run_files_tenant_wall" ON "app"."run_files" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = current_setting('app.tenant_id')::uuid) WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);--> statement-breakpoint
CREATE POLICY "runs_tenant_access" ON "app"."runs" AS PERMISSIVE FOR ALL TO public USING (tenant_id = current_setting('app.tenant_id')::uuid) WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);--> statement-breakpoint
CREATE POLICY "runs_tenant_wall" ON "app"."runs" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = current_setting('app.tenant_id')::uuid) WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);--> statement-breakpoint
CREATE POLICY "subject_slices_tenant_access" ON "app"."subject_slices" AS PERMISSIVE FOR ALL TO public USING (tenant_id = current_setting('app.tenant_id')::uuid) WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);--> statement-breakpoint
CREATE POLICY "subject_slices_tenant_wall" ON "app"."subject_slices" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = current_setting('app.tenant_id')::uuid) WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);--> statement-breakpoint
CREATE POLICY "subjects_tenant_access" ON "app"."subjects" AS PERMISSIVE FOR ALL TO public USING (tenant_id = current_setting('app.tenant_id')::uuid) WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);--> statement-breakpoint
CREATE POLICY "subjects_tenant_wall" ON "app"."subjects" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = current_setting('app.tenant_id')::uuid) WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_keys_tenant_access" ON "app"."tenant_keys" AS PERMISSIVE FOR ALL TO public USING (tenant_id = current_setting('app.tenant_id')::uuid) WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_keys_tenant_wall" ON "app"."tenant_keys" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = current_setting('app.tenant_id')::uuid) WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);--> statement-breakpoint
CREATE POLICY "tenants_own" ON "app"."tenants" AS PERMISSIVE FOR ALL TO "cmr_app", "cmr_ingest" USING (id = current_setting('app.tenant_id')::uuid) WITH CHECK (id = current_setting('app.tenant_id')::uuid);--> statement-breakpoint
CREATE POLICY "tenants_sign_in" ON "app"."tenants" AS PERMISSIVE FOR SELECT TO "cmr_auth" USING (true);--> statement-breakpoint
CREATE POLICY "tenants_listing" ON "app"."tenants" AS PERMISSIVE FOR SELECT TO "cmr_owner" USING (true);