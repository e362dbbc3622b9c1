-- Both layers of an answer, to be shown and searched. Answers of before are filled in with the wall open to the owner
-- alone, because no tenant is set; it stands again at the end.
alter table app.determinations no force row level security;--> statement-breakpoint
ALTER TABLE "app"."determinations" ADD COLUMN "floor_outcome" text;--> statement-breakpoint
ALTER TABLE "app"."determinations" ADD COLUMN "policy_effect" text;--> statement-breakpoint
ALTER TABLE "app"."determinations" ADD COLUMN "procedure" text;--> statement-breakpoint
update app.determinations set
  floor_outcome = answer -> 'floor' -> 'outcome' ->> 'kind',
  policy_effect = case when answer ? 'refused' then 'refused' else answer -> 'policy' ->> 'effect' end;--> statement-breakpoint
ALTER TABLE "app"."determinations" ALTER COLUMN "floor_outcome" SET NOT NULL;--> statement-breakpoint
CREATE INDEX "determinations_floor_idx" ON "app"."determinations" USING btree ("tenant_id","run_id","floor_outcome");--> statement-breakpoint
alter table app.determinations force row level security;--> statement-breakpoint

grant insert (floor_outcome, policy_effect, procedure) on app.determinations to cmr_app;--> statement-breakpoint

comment on column app.determinations.floor_outcome is 'What the statute alone compels: the kind of the outcome.';--> statement-breakpoint
comment on column app.determinations.policy_effect is 'improve, hold or challenge: how the office''s rule bears on the floor; refused when it would have been harsher without a ground. Null when no rule of the office answered.';--> statement-breakpoint
comment on column app.determinations.procedure is 'Procedure by which granted relief is asked for; null for the ordinary way.';
