CREATE TABLE "auth"."account_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid,
	"kind" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"address" text,
	"by_user_id" uuid,
	CONSTRAINT "account_events_kind_form" CHECK ("auth"."account_events"."kind" ~ '^[a-z-]+\.[a-z-]+$')
);
--> statement-breakpoint
CREATE TABLE "app"."audit_heads" (
	"tenant_id" uuid PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL,
	"hash" "bytea" NOT NULL,
	"anchor_seq" bigint DEFAULT 0 NOT NULL,
	"anchor_hash" "bytea" NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "audit_heads_ordered" CHECK (0 <= "app"."audit_heads"."anchor_seq" and "app"."audit_heads"."anchor_seq" <= "app"."audit_heads"."seq")
);
--> statement-breakpoint
ALTER TABLE "app"."audit_heads" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."audit_reviews" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"from_seq" bigint NOT NULL,
	"to_seq" bigint NOT NULL,
	"reviewed_by" uuid NOT NULL,
	"note" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "audit_reviews_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "audit_reviews_ordered" CHECK (1 <= "app"."audit_reviews"."from_seq" and "app"."audit_reviews"."from_seq" <= "app"."audit_reviews"."to_seq")
);
--> statement-breakpoint
ALTER TABLE "app"."audit_reviews" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "auth"."challenges" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" uuid,
	"kind" text NOT NULL,
	"value" jsonb NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth"."invites" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"roles" text[] NOT NULL,
	"staff" text,
	"token_hash" text NOT NULL,
	"invited_by" uuid NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"accepted_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "invites_token_key" UNIQUE("token_hash"),
	CONSTRAINT "invites_email_lower" CHECK ("auth"."invites"."email" = lower("auth"."invites"."email")),
	CONSTRAINT "invites_roles_known" CHECK ("auth"."invites"."roles" <@ array['admin', 'analyst', 'attorney', 'auditor']),
	CONSTRAINT "invites_staff_known" CHECK ("auth"."invites"."staff" in ('onboarding', 'support', 'operator')),
	CONSTRAINT "invites_office_or_staff" CHECK (("auth"."invites"."tenant_id" is null) = ("auth"."invites"."staff" is not null))
);
--> statement-breakpoint
CREATE TABLE "auth"."passkeys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"credential_id" text NOT NULL,
	"public_key" "bytea" NOT NULL,
	"counter" bigint NOT NULL,
	"transports" text[] NOT NULL,
	"backup_eligible" boolean NOT NULL,
	"name" text NOT NULL,
	"last_used_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "passkeys_credential_key" UNIQUE("credential_id")
);
--> statement-breakpoint
CREATE TABLE "app"."purges" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"cutoff" date,
	"counts" jsonb NOT NULL,
	"proof" text NOT NULL,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "purges_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "purges_kind_known" CHECK ("app"."purges"."kind" in ('retention', 'offboarding'))
);
--> statement-breakpoint
ALTER TABLE "app"."purges" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "auth"."recovery_codes" (
	"user_id" uuid NOT NULL,
	"code_hash" text NOT NULL,
	"used_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "recovery_codes_pkey" PRIMARY KEY("user_id","code_hash")
);
--> statement-breakpoint
CREATE TABLE "app"."releases" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"object_kind" text NOT NULL,
	"object_id" uuid NOT NULL,
	"recipient" text NOT NULL,
	"purpose" text NOT NULL,
	"released_by" uuid NOT NULL,
	"bytes" bigint,
	"sha256" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "releases_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "releases_kind_known" CHECK ("app"."releases"."kind" in ('export', 'court-file', 'support-download')),
	CONSTRAINT "releases_reasoned" CHECK ("app"."releases"."recipient" <> '' and "app"."releases"."purpose" <> '')
);
--> statement-breakpoint
ALTER TABLE "app"."releases" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "auth"."sso_identities" (
	"tenant_id" uuid NOT NULL,
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"user_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sso_identities_pkey" PRIMARY KEY("tenant_id","issuer","subject")
);
--> statement-breakpoint
CREATE TABLE "auth"."sso_providers" (
	"tenant_id" uuid PRIMARY KEY NOT NULL,
	"issuer" text NOT NULL,
	"client_id" text NOT NULL,
	"sealed_client_secret" "bytea" NOT NULL,
	"enabled_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "app"."support_grants" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"requested_by" uuid NOT NULL,
	"requested_name" text NOT NULL,
	"reason" text NOT NULL,
	"ticket" text NOT NULL,
	"hours" integer DEFAULT 4 NOT NULL,
	"mode" text DEFAULT 'read' NOT NULL,
	"state" text DEFAULT 'requested' NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp with time zone,
	"expires_at" timestamp with time zone,
	"revoked_by" uuid,
	"revoked_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "support_grants_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "support_grants_hours_bounded" CHECK ("app"."support_grants"."hours" between 1 and 72),
	CONSTRAINT "support_grants_mode_known" CHECK ("app"."support_grants"."mode" in ('read', 'write')),
	CONSTRAINT "support_grants_state_known" CHECK ("app"."support_grants"."state" in ('requested', 'approved', 'denied', 'revoked', 'ended')),
	CONSTRAINT "support_grants_reasoned" CHECK ("app"."support_grants"."reason" <> '' and "app"."support_grants"."ticket" <> ''),
	CONSTRAINT "support_grants_two_people" CHECK ("app"."support_grants"."decided_by" <> "app"."support_grants"."requested_by"),
	CONSTRAINT "support_grants_decided_whole" CHECK (("app"."support_grants"."state" = 'requested') = ("app"."support_grants"."decided_by" is null) and ("app"."support_grants"."decided_by" is null) = ("app"."support_grants"."decided_at" is null)),
	CONSTRAINT "support_grants_length" CHECK ("app"."support_grants"."expires_at" <= "app"."support_grants"."decided_at" + interval '72 hours'),
	CONSTRAINT "support_grants_expiry_whole" CHECK (("app"."support_grants"."state" in ('approved', 'revoked', 'ended')) = ("app"."support_grants"."expires_at" is not null)),
	CONSTRAINT "support_grants_revoked_whole" CHECK (("app"."support_grants"."state" in ('revoked', 'ended')) = ("app"."support_grants"."revoked_at" is not null) and ("app"."support_grants"."revoked_at" is null) = ("app"."support_grants"."revoked_by" is null))
);
--> statement-breakpoint
ALTER TABLE "app"."support_grants" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."tenant_settings" (
	"tenant_id" uuid PRIMARY KEY NOT NULL,
	"idle_minutes" integer DEFAULT 30 NOT NULL,
	"password_max_age_days" integer,
	"strict_passkeys" boolean DEFAULT false NOT NULL,
	"retention_days" integer,
	"hold_reason" text,
	"hold_at" timestamp with time zone,
	"hold_by" uuid,
	"aggregates_opt_in" boolean DEFAULT false NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "tenant_settings_idle_bounded" CHECK ("app"."tenant_settings"."idle_minutes" between 15 and 30),
	CONSTRAINT "tenant_settings_password_age_counts" CHECK ("app"."tenant_settings"."password_max_age_days" >= 1),
	CONSTRAINT "tenant_settings_retention_counts" CHECK ("app"."tenant_settings"."retention_days" >= 1),
	CONSTRAINT "tenant_settings_hold_whole" CHECK (("app"."tenant_settings"."hold_reason" is null) = ("app"."tenant_settings"."hold_at" is null) and ("app"."tenant_settings"."hold_at" is null) = ("app"."tenant_settings"."hold_by" is null))
);
--> statement-breakpoint
ALTER TABLE "app"."tenant_settings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "auth"."totp_secrets" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"sealed_secret" "bytea" NOT NULL,
	"last_step" bigint,
	"failures" integer DEFAULT 0 NOT NULL,
	"confirmed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "totp_secrets_failures_counted" CHECK ("auth"."totp_secrets"."failures" >= 0)
);
--> statement-breakpoint
ALTER TABLE "auth"."users" DROP CONSTRAINT "users_staff_known";--> statement-breakpoint
ALTER TABLE "auth"."users" ALTER COLUMN "password_hash" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "app"."audit_events" ADD COLUMN "session_id" text;--> statement-breakpoint
ALTER TABLE "app"."audit_events" ADD COLUMN "address" text;--> statement-breakpoint
ALTER TABLE "app"."audit_events" ADD COLUMN "support_grant_id" uuid;--> statement-breakpoint
ALTER TABLE "app"."audit_events" ADD COLUMN "outcome" text DEFAULT 'done' NOT NULL;--> statement-breakpoint
ALTER TABLE "app"."audit_events" ADD COLUMN "purpose" text;--> statement-breakpoint
ALTER TABLE "app"."audit_events" ADD COLUMN "bytes" bigint;--> statement-breakpoint
ALTER TABLE "app"."audit_events" ADD COLUMN "seq" bigint;--> statement-breakpoint
ALTER TABLE "app"."audit_events" ADD COLUMN "prev_hash" "bytea";--> statement-breakpoint
ALTER TABLE "app"."audit_events" ADD COLUMN "hash" "bytea";--> statement-breakpoint
ALTER TABLE "auth"."memberships" ADD COLUMN "training_on" date;--> statement-breakpoint
ALTER TABLE "auth"."memberships" ADD COLUMN "agreement_on" date;--> statement-breakpoint
ALTER TABLE "auth"."memberships" ADD COLUMN "ends_on" date;--> statement-breakpoint
ALTER TABLE "auth"."memberships" ADD COLUMN "reviewed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "auth"."memberships" ADD COLUMN "reviewed_by" uuid;--> statement-breakpoint
ALTER TABLE "auth"."memberships" ADD COLUMN "disabled_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "auth"."memberships" ADD COLUMN "created_by" uuid;--> statement-breakpoint
ALTER TABLE "app"."runs" ADD COLUMN "released_by" uuid;--> statement-breakpoint
ALTER TABLE "app"."runs" ADD COLUMN "released_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "auth"."sessions" ADD COLUMN "second_factor_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "auth"."sessions" ADD COLUMN "second_factor" text;--> statement-breakpoint
ALTER TABLE "auth"."sessions" ADD COLUMN "tenant_id" uuid;--> statement-breakpoint
ALTER TABLE "auth"."sessions" ADD COLUMN "idle_minutes" integer DEFAULT 30 NOT NULL;--> statement-breakpoint
ALTER TABLE "auth"."sessions" ADD COLUMN "must_change_password" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "app"."tenant_keys" ADD COLUMN "destroyed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "app"."tenants" ADD COLUMN "state" text DEFAULT 'active' NOT NULL;--> statement-breakpoint
ALTER TABLE "app"."tenants" ADD COLUMN "left_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "auth"."users" ADD COLUMN "password_changed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "auth"."users" ADD COLUMN "locked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "auth"."users" ADD COLUMN "last_sign_in_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "auth"."users" ADD COLUMN "enabled_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "auth"."users" ADD COLUMN "ends_on" date;--> statement-breakpoint
ALTER TABLE "auth"."users" ADD COLUMN "training_on" date;--> statement-breakpoint
ALTER TABLE "auth"."users" ADD COLUMN "agreement_on" date;--> statement-breakpoint
ALTER TABLE "app"."audit_heads" ADD CONSTRAINT "audit_heads_tenant_fk" FOREIGN KEY ("tenant_id") REFERENCES "app"."tenants"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."audit_reviews" ADD CONSTRAINT "audit_reviews_tenant_fk" FOREIGN KEY ("tenant_id") REFERENCES "app"."tenants"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."challenges" ADD CONSTRAINT "challenges_user_fk" FOREIGN KEY ("user_id") REFERENCES "auth"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."invites" ADD CONSTRAINT "invites_tenant_fk" FOREIGN KEY ("tenant_id") REFERENCES "app"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."passkeys" ADD CONSTRAINT "passkeys_user_fk" FOREIGN KEY ("user_id") REFERENCES "auth"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."purges" ADD CONSTRAINT "purges_tenant_fk" FOREIGN KEY ("tenant_id") REFERENCES "app"."tenants"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."recovery_codes" ADD CONSTRAINT "recovery_codes_user_fk" FOREIGN KEY ("user_id") REFERENCES "auth"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."releases" ADD CONSTRAINT "releases_tenant_fk" FOREIGN KEY ("tenant_id") REFERENCES "app"."tenants"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."sso_identities" ADD CONSTRAINT "sso_identities_tenant_fk" FOREIGN KEY ("tenant_id") REFERENCES "app"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."sso_identities" ADD CONSTRAINT "sso_identities_user_fk" FOREIGN KEY ("user_id") REFERENCES "auth"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."sso_providers" ADD CONSTRAINT "sso_providers_tenant_fk" FOREIGN KEY ("tenant_id") REFERENCES "app"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."support_grants" ADD CONSTRAINT "support_grants_tenant_fk" FOREIGN KEY ("tenant_id") REFERENCES "app"."tenants"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."tenant_settings" ADD CONSTRAINT "tenant_settings_tenant_fk" FOREIGN KEY ("tenant_id") REFERENCES "app"."tenants"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."totp_secrets" ADD CONSTRAINT "totp_secrets_user_fk" FOREIGN KEY ("user_id") REFERENCES "auth"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "account_events_user_idx" ON "auth"."account_events" USING btree ("user_id","at");--> statement-breakpoint
CREATE INDEX "account_events_at_idx" ON "auth"."account_events" USING btree ("at");--> statement-breakpoint
CREATE INDEX "audit_reviews_to_idx" ON "app"."audit_reviews" USING btree ("tenant_id","to_seq");--> statement-breakpoint
CREATE INDEX "challenges_user_idx" ON "auth"."challenges" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "challenges_expires_idx" ON "auth"."challenges" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "invites_tenant_idx" ON "auth"."invites" USING btree ("tenant_id","created_at");--> statement-breakpoint
CREATE INDEX "passkeys_user_idx" ON "auth"."passkeys" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "purges_recent_idx" ON "app"."purges" USING btree ("tenant_id","created_at");--> statement-breakpoint
CREATE INDEX "releases_recent_idx" ON "app"."releases" USING btree ("tenant_id","created_at");--> statement-breakpoint
CREATE INDEX "releases_object_idx" ON "app"."releases" USING btree ("tenant_id","object_id");--> statement-breakpoint
CREATE INDEX "sso_identities_user_idx" ON "auth"."sso_identities" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "support_grants_recent_idx" ON "app"."support_grants" USING btree ("tenant_id","created_at");--> statement-breakpoint
CREATE INDEX "support_grants_requested_by_idx" ON "app"."support_grants" USING btree ("tenant_id","requested_by");--> statement-breakpoint
ALTER TABLE "auth"."sessions" ADD CONSTRAINT "sessions_tenant_fk" FOREIGN KEY ("tenant_id") REFERENCES "app"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_events_actor_idx" ON "app"."audit_events" USING btree ("tenant_id","actor_user_id","seq");--> statement-breakpoint
CREATE INDEX "audit_events_action_idx" ON "app"."audit_events" USING btree ("tenant_id","action","seq");--> statement-breakpoint
CREATE INDEX "sessions_tenant_idx" ON "auth"."sessions" USING btree ("tenant_id");--> statement-breakpoint
ALTER TABLE "app"."audit_events" ADD CONSTRAINT "audit_events_seq_key" UNIQUE("tenant_id","seq");--> statement-breakpoint
ALTER TABLE "app"."audit_events" ADD CONSTRAINT "audit_events_outcome_known" CHECK ("app"."audit_events"."outcome" in ('done', 'denied', 'failed'));--> statement-breakpoint
ALTER TABLE "app"."audit_events" ADD CONSTRAINT "audit_events_grant_named" CHECK ("app"."audit_events"."support_grant_id" is null or "app"."audit_events"."actor_kind" = 'support');--> statement-breakpoint
ALTER TABLE "app"."runs" ADD CONSTRAINT "runs_released_whole" CHECK (("app"."runs"."released_by" is null) = ("app"."runs"."released_at" is null));--> statement-breakpoint
ALTER TABLE "app"."runs" ADD CONSTRAINT "runs_released_by_another" CHECK ("app"."runs"."released_by" is null or ("app"."runs"."created_by" is not null and "app"."runs"."released_by" <> "app"."runs"."created_by"));--> statement-breakpoint
ALTER TABLE "app"."runs" ADD CONSTRAINT "runs_released_published" CHECK ("app"."runs"."released_by" is null or "app"."runs"."state" = 'published');--> statement-breakpoint
ALTER TABLE "auth"."sessions" ADD CONSTRAINT "sessions_idle_bounded" CHECK ("auth"."sessions"."idle_minutes" between 15 and 30);--> statement-breakpoint
ALTER TABLE "auth"."sessions" ADD CONSTRAINT "sessions_second_factor_known" CHECK ("auth"."sessions"."second_factor" in ('totp', 'passkey', 'recovery', 'sso'));--> statement-breakpoint
ALTER TABLE "auth"."sessions" ADD CONSTRAINT "sessions_second_factor_whole" CHECK (("auth"."sessions"."second_factor" is null) = ("auth"."sessions"."second_factor_at" is null));--> statement-breakpoint
ALTER TABLE "app"."tenants" ADD CONSTRAINT "tenants_state_known" CHECK ("app"."tenants"."state" in ('active', 'leaving', 'left'));--> statement-breakpoint
ALTER TABLE "app"."tenants" ADD CONSTRAINT "tenants_left_whole" CHECK (("app"."tenants"."state" = 'left') = ("app"."tenants"."left_at" is not null));--> statement-breakpoint
ALTER TABLE "auth"."users" ADD CONSTRAINT "users_staff_known" CHECK ("auth"."users"."staff" in ('onboarding', 'support', 'operator'));--> statement-breakpoint
CREATE POLICY "audit_heads_tenant_access" ON "app"."audit_heads" AS PERMISSIVE FOR ALL TO public USING (tenant_id = current_setting('app.tenant_id')::uuid) WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);--> statement-breakpoint
CREATE POLICY "audit_heads_tenant_wall" ON "app"."audit_heads" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = current_setting('app.tenant_id')::uuid) WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);--> statement-breakpoint
CREATE POLICY "audit_reviews_tenant_access" ON "app"."audit_reviews" AS PERMISSIVE FOR ALL TO public USING (tenant_id = current_setting('app.tenant_id')::uuid) WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);--> statement-breakpoint
CREATE POLICY "audit_reviews_tenant_wall" ON "app"."audit_reviews" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = current_setting('app.tenant_id')::uuid) WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);--> statement-breakpoint
CREATE POLICY "purges_tenant_access" ON "app"."purges" AS PERMISSIVE FOR ALL TO public USING (tenant_id = current_setting('app.tenant_id')::uuid) WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);--> statement-breakpoint
CREATE POLICY "purges_tenant_wall" ON "app"."purges" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = current_setting('app.tenant_id')::uuid) WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);--> statement-breakpoint
CREATE POLICY "releases_tenant_access" ON "app"."releases" AS PERMISSIVE FOR ALL TO public USING (tenant_id = current_setting('app.tenant_id')::uuid) WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);--> statement-breakpoint
CREATE POLICY "releases_tenant_wall" ON "app"."releases" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = current_setting('app.tenant_id')::uuid) WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);--> statement-breakpoint
CREATE POLICY "support_grants_tenant_access" ON "app"."support_grants" AS PERMISSIVE FOR ALL TO public USING (tenant_id = current_setting('app.tenant_id')::uuid) WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);--> statement-breakpoint
CREATE POLICY "support_grants_tenant_wall" ON "app"."support_grants" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = current_setting('app.tenant_id')::uuid) WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_settings_tenant_access" ON "app"."tenant_settings" AS PERMISSIVE FOR ALL TO public USING (tenant_id = current_setting('app.tenant_id')::uuid) WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);--> statement-breakpoint
CREATE POLICY "tenant_settings_tenant_wall" ON "app"."tenant_settings" AS RESTRICTIVE FOR ALL TO public USING (tenant_id = current_setting('app.tenant_id')::uuid) WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);