-- Who may sign in, as what, and what they are signed in with. Of every secret only its hash is kept.

create table account (
  id int generated always as identity primary key,
  -- null: an administrator of the installation, of every bureau
  bureau_id int references bureau (id),
  -- in lower case
  sign_in_name text not null unique check (sign_in_name = lower(sign_in_name)),
  display_name text not null,
  -- scrypt with its parameters and salt; null: no password, by a link not used yet or by single sign-on
  password_hash text,
  oidc_issuer text,
  oidc_subject text,
  created_at timestamptz not null,
  disabled_at timestamptz,
  unique (oidc_issuer, oidc_subject),
  check ((oidc_issuer is null) = (oidc_subject is null))
);

create table account_role (
  account_id int not null references account (id) on delete cascade,
  role text not null check (role in ('LEADER', 'PLANNER', 'OFFICER', 'STEWARD', 'ADMIN')),
  primary key (account_id, role)
);

-- Of an officer: the points whose applications are theirs.
create table account_service_point (
  account_id int not null references account (id) on delete cascade,
  service_point_id int not null references service_point (id),
  primary key (account_id, service_point_id)
);

create table one_time_link (
  secret_sha256 bytea primary key,
  purpose text not null check (purpose in ('ADMINISTRATOR', 'INVITATION', 'PASSWORD_RESET')),
  -- null: the account is made when the link is used
  account_id int references account (id) on delete cascade,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  -- used, or taken back because a newer one took its place
  ended_at timestamptz,
  check ((purpose = 'ADMINISTRATOR') = (account_id is null))
);

create table session (
  id bigint generated always as identity primary key,
  token_sha256 bytea not null unique,
  account_id int not null references account (id) on delete cascade,
  started_at timestamptz not null,
  -- to the minute
  last_seen_at timestamptz not null,
  -- whatever is done with it
  expires_at timestamptz not null,
  ended_at timestamptz,
  address text not null,
  user_agent text not null
);
create index session_of_account on session (account_id, id desc);

-- Points consumed, by rate-limiter-flexible: its table, in its form. expire: milliseconds since 1970.
create table rate_limit (
  key varchar(255) primary key,
  points integer not null default 0,
  expire bigint
);

-- What a machine signs in with.
create table service_token (
  id int generated always as identity primary key,
  bureau_id int not null references bureau (id),
  name text not null,
  secret_sha256 bytea not null unique,
  scopes text[] not null check (scopes <@ array['READ', 'IMPORT'] and cardinality(scopes) > 0),
  created_at timestamptz not null,
  created_by text not null,
  expires_at timestamptz not null,
  -- to the minute
  last_used_at timestamptz,
  revoked_at timestamptz
);

-- Someone on the way to the provider of single sign-on and back, by the browser that began it.
create table oidc_attempt (
  browser_sha256 bytea primary key,
  state text not null,
  nonce text not null,
  code_verifier text not null,
  next_path text not null,
  expires_at timestamptz not null
);
