-- Causes of alerts, written with the records that they come from; gathered into alerts, they are gone.
create table alert_cause (
  id uuid primary key,
  rule text not null,
  subject text not null,
  trouble boolean not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  due timestamptz not null,
  causes bigint not null,
  examples text not null
);
create index alert_cause_subject on alert_cause (rule, subject, first_at);

-- What somebody was or shall be told.
create table alert (
  id uuid primary key,
  made timestamptz not null,
  rule text not null,
  subject text not null,
  trouble boolean not null,
  quiet boolean not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  causes bigint not null,
  examples text not null
);
create index alert_made on alert (made, id);
create index alert_subject on alert (rule, subject, made);

create table alert_delivery (
  alert_id uuid not null references alert (id) on delete cascade,
  channel text not null,
  state text not null,
  attempts integer not null,
  due timestamptz not null,
  ended timestamptz,
  answer text not null,
  primary key (alert_id, channel)
);
create index alert_delivery_due on alert_delivery (state, channel, due);

create table alert_acknowledgement (
  rule text not null,
  subject text not null,
  made timestamptz not null,
  ends timestamptz not null,
  made_by text not null,
  reason text not null,
  primary key (rule, subject)
);

-- Who gathers holds its one row, so that no two nodes do it at once.
create table alert_gate (id integer primary key);
insert into alert_gate (id) values (1);
