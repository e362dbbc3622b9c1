-- Where an earlier ruleset answered otherwise. The keys into tables that have rows are checked with the walls open to
-- their owner alone, because no tenant is set; they stand again at the end of this migration.
alter table app.runs no force row level security;--> statement-breakpoint
alter table app.subjects no force row level security;--> statement-breakpoint
alter table app.charges no force row level security;--> statement-breakpoint
CREATE TABLE "app"."run_differences" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"subject_id" uuid NOT NULL,
	"charge_id" uuid,
	"batch_file_id" uuid NOT NULL,
	"row" integer NOT NULL,
	"line" integer NOT NULL,
	"cause" text NOT NULL,
	"before" text NOT NULL,
	"after" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "run_differences_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "run_differences_row_key" UNIQUE("tenant_id","run_id","batch_file_id","row"),
	CONSTRAINT "run_differences_differ" CHECK ("app"."run_differences"."before" <> "app"."run_differences"."after")
);
--> statement-breakpoint
ALTER TABLE "app"."run_differences" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "app"."runs" ADD COLUMN "compare" jsonb;--> statement-breakpoint
ALTER TABLE "app"."runs" ADD COLUMN "comparison" jsonb;--> statement-breakpoint
ALTER TABLE "app"."run_differences" ADD CONSTRAINT "run_differences_run_fk" FOREIGN KEY ("tenant_id","run_id") REFERENCES "app"."runs"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."run_differences" ADD CONSTRAINT "run_differences_subject_fk" FOREIGN KEY ("tenant_id","subject_id") REFERENCES "app"."subjects"("tenant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."run_differences" ADD CONSTRAINT "run_differences_charge_fk" FOREIGN KEY ("tenant_id","charge_id") REFERENCES "app"."charges"("tenant_id","id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "run_differences_charge_idx" ON "app"."run_differences" USING btree ("tenant_id","charge_id");--> statement-breakpoint
CREATE INDEX "run_differences_cause_idx" ON "app"."run_differences" USING btree ("tenant_id","run_id","cause","batch_file_id","row");--> statement-breakpoint
CREATE INDEX "run_differences_subject_idx" ON "app"."run_differences" USING btree ("tenant_id","subject_id");--> statement-breakpoint
CREATE POLICY "run_differences_tenant_access" ON "app"."run_differences" AS PERMISSIVE FOR ALL TO public USING (tenant_id = current_setting('app.tenant_id')::uuid) WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);--> statement-breakpoint
CREATE POLICY "run_differences_tenant_wall" ON "app"."run_differences" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = current_setting('app.tenant_id')::uuid) WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);--> statement-breakpoint
alter table app.runs force row level security;--> statement-breakpoint
alter table app.subjects force row level security;--> statement-breakpoint
alter table app.charges force row level security;
