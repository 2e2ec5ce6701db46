-- What people have noted on findings.
create table finding_acknowledgement (
  scan_id uuid primary key,
  at timestamptz not null,
  made_by text not null,
  note text not null
);
create index finding_acknowledgement_at on finding_acknowledgement (at);
