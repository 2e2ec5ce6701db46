-- What people have noted on findings. H2 keeps what it has made of a script that was broken off: each statement can be repeated.
create table if not exists finding_acknowledgement (
  scan_id uuid primary key,
  at timestamp(6) with time zone not null,
  made_by varchar not null,
  note varchar not null
);
create index if not exists finding_acknowledgement_at on finding_acknowledgement (at);
