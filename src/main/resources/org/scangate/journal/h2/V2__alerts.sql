-- H2 keeps what it has made of a script that was broken off: each statement can be repeated.
-- Causes of alerts, written with the records that they come from; gathered into alerts, they are gone.
create table if not exists alert_cause (
  id uuid primary key,
  rule varchar not null,
  subject varchar not null,
  trouble boolean not null,
  first_at timestamp(6) with time zone not null,
  last_at timestamp(6) with time zone not null,
  due timestamp(6) with time zone not null,
  causes bigint not null,
  examples varchar not null
);
create index if not exists alert_cause_subject on alert_cause (rule, subject, first_at);

-- What somebody was or shall be told.
create table if not exists alert (
  id uuid primary key,
  made timestamp(6) with time zone not null,
  rule varchar not null,
  subject varchar not null,
  trouble boolean not null,
  quiet boolean not null,
  first_at timestamp(6) with time zone not null,
  last_at timestamp(6) with time zone not null,
  causes bigint not null,
  examples varchar not null
);
create index if not exists alert_made on alert (made, id);
create index if not exists alert_subject on alert (rule, subject, made);

create table if not exists alert_delivery (
  alert_id uuid not null references alert (id) on delete cascade,
  channel varchar not null,
  state varchar not null,
  attempts integer not null,
  due timestamp(6) with time zone not null,
  ended timestamp(6) with time zone,
  answer varchar not null,
  primary key (alert_id, channel)
);
create index if not exists alert_delivery_due on alert_delivery (state, channel, due);

create table if not exists alert_acknowledgement (
  rule varchar not null,
  subject varchar not null,
  made timestamp(6) with time zone not null,
  ends timestamp(6) with time zone not null,
  made_by varchar not null,
  reason varchar not null,
  primary key (rule, subject)
);

-- Who gathers holds its one row, so that no two nodes do it at once.
create table if not exists alert_gate (id integer primary key);
insert into alert_gate (id) select 1 where not exists (select 1 from alert_gate);
