grant insert (email_domains, required_at), update (email_domains, required_at) on auth.sso_providers to cmr_auth;--> statement-breakpoint

comment on column auth.sso_providers.email_domains is 'Domains of the addresses that may come in, lower-case; empty for any.';--> statement-breakpoint
comment on column auth.sso_providers.required_at is 'Since when a password does not lead into the office any more; null when it does.';
