-- A batch is one record set: a subject may have rows, and charges, in several files. Rows of before are filled in with
-- the walls open to their owner alone, because no tenant is set; they stand again at the end of this migration.
alter table app.batch_files no force row level security;--> statement-breakpoint
alter table app.subjects no force row level security;--> statement-breakpoint
alter table app.charges no force row level security;--> statement-breakpoint
alter table app.subject_slices no force row level security;--> statement-breakpoint
CREATE TABLE "app"."set_aside_rows" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"batch_file_id" uuid NOT NULL,
	"row" integer NOT NULL,
	"line" integer NOT NULL,
	"last_line" integer NOT NULL,
	"reason" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "set_aside_rows_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "set_aside_rows_row_key" UNIQUE("tenant_id","batch_file_id","row"),
	CONSTRAINT "set_aside_rows_lines_ordered" CHECK ("app"."set_aside_rows"."line" >= 1 and "app"."set_aside_rows"."line" <= "app"."set_aside_rows"."last_line")
);
--> statement-breakpoint
ALTER TABLE "app"."set_aside_rows" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "app"."charges" DROP CONSTRAINT "charges_row_key";--> statement-breakpoint
DROP INDEX "app"."subject_slices_ordinal_idx";--> statement-breakpoint
ALTER TABLE "app"."batch_files" ADD COLUMN "source_columns" jsonb;--> statement-breakpoint
ALTER TABLE "app"."batch_files" ADD COLUMN "counties" jsonb;--> statement-breakpoint
ALTER TABLE "app"."batch_files" ADD COLUMN "ledger" jsonb;--> statement-breakpoint
ALTER TABLE "app"."charges" ADD COLUMN "batch_file_id" uuid;--> statement-breakpoint
update app.charges as own set batch_file_id = subjects.batch_file_id from app.subjects as subjects
  where own.tenant_id = subjects.tenant_id and own.subject_id = subjects.id;--> statement-breakpoint
ALTER TABLE "app"."charges" ALTER COLUMN "batch_file_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "app"."charges" ADD COLUMN "repeated" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "app"."runs" ADD COLUMN "ledger" jsonb;--> statement-breakpoint
ALTER TABLE "app"."runs" ADD COLUMN "quality" jsonb;--> statement-breakpoint
ALTER TABLE "app"."subject_slices" ADD COLUMN "subject_id" uuid;--> statement-breakpoint
update app.subject_slices as own set subject_id = subjects.id from app.subjects as subjects
  where own.tenant_id = subjects.tenant_id and own.batch_file_id = subjects.batch_file_id
    and own.ordinal = subjects.ordinal;--> statement-breakpoint
ALTER TABLE "app"."subject_slices" ADD COLUMN "person_keys" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "app"."set_aside_rows" ADD CONSTRAINT "set_aside_rows_batch_file_fk" FOREIGN KEY ("tenant_id","batch_file_id") REFERENCES "app"."batch_files"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."charges" ADD CONSTRAINT "charges_batch_file_fk" FOREIGN KEY ("tenant_id","batch_file_id") REFERENCES "app"."batch_files"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."subject_slices" ADD CONSTRAINT "subject_slices_subject_fk" FOREIGN KEY ("tenant_id","subject_id") REFERENCES "app"."subjects"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "charges_batch_file_idx" ON "app"."charges" USING btree ("tenant_id","batch_file_id");--> statement-breakpoint
CREATE INDEX "subject_slices_person_idx" ON "app"."subject_slices" USING btree ("tenant_id","subject_id");--> statement-breakpoint
ALTER TABLE "app"."subject_slices" DROP COLUMN "ordinal";--> statement-breakpoint
ALTER TABLE "app"."charges" ADD CONSTRAINT "charges_row_key" UNIQUE("tenant_id","subject_id","batch_file_id","row");--> statement-breakpoint
CREATE POLICY "set_aside_rows_tenant_access" ON "app"."set_aside_rows" AS PERMISSIVE FOR ALL TO public USING (tenant_id = current_setting('app.tenant_id')::uuid) WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);--> statement-breakpoint
CREATE POLICY "set_aside_rows_tenant_wall" ON "app"."set_aside_rows" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = current_setting('app.tenant_id')::uuid) WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);--> statement-breakpoint
alter table app.batch_files force row level security;--> statement-breakpoint
alter table app.subjects force row level security;--> statement-breakpoint
alter table app.charges force row level security;--> statement-breakpoint
alter table app.subject_slices force row level security;
