package org.scangate.config;

import static org.scangate.config.KeyDefault.is;
import static org.scangate.config.KeyDefault.none;
import static org.scangate.config.KeyDefault.said;
import static org.scangate.config.KeyType.DURATION;
import static org.scangate.config.KeyType.DURATION_OR_ZERO;
import static org.scangate.config.KeyType.FILE;
import static org.scangate.config.KeyType.FOLDER;
import static org.scangate.config.KeyType.LIST;
import static org.scangate.config.KeyType.PERIOD;
import static org.scangate.config.KeyType.SECRET;
import static org.scangate.config.KeyType.SECRETS;
import static org.scangate.config.KeyType.SIZE;
import static org.scangate.config.KeyType.TEXT;
import static org.scangate.config.KeyType.number;
import static org.scangate.config.KeyType.oneOf;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.scangate.scan.Reason;
import org.scangate.watch.canary.CanaryType;

/**
 * The register of keys. What is not in it cannot be read, and the reference page, the template
 * {@code scangate.properties} and every key that a page names are tested against it. Longer than
 * other files because it is one table.
 */
@SuppressWarnings("ImmutableEnumChecker") // records of what never changes, which it cannot see
enum Key {
  SETTINGS_FILE(
      KeyGroup.SOURCES,
      "scangate.settings-file",
      FILE,
      none(),
      "A properties file in UTF-8 with keys of Scangate, read anew whenever keys are; "
          + "the same on every server. Absolute path."),
  SCANNER(
      KeyGroup.SCANNERS,
      "scangate.scanner",
      LIST,
      is("clamd"),
      "One scanner or several: `clamd`, `icap`, `command`, `remote`, `hashlist`, or "
          + "names of your own. All must say clean; one FOUND is FOUND."),
  TYPE(
      KeyGroup.SCANNERS,
      "scangate.<name>.type",
      TEXT,
      said("its name"),
      "The type of a scanner that has a name of its own, so that two of a kind can "
          + "stand together.",
      ScannerType.values()),
  ADDRESS(
      KeyGroup.SCANNERS,
      "scangate.<name>.address",
      LIST,
      said(
          "the first that answers of `unix:/run/clamav/clamd.ctl`, "
              + "`unix:/run/clamd.scan/clamd.sock`, `localhost:3310`"),
      "`host:port` or `unix:/path`. Several share the load and stand in for each "
          + "other; one address is one clamd, never a load balancer.",
      ScannerType.CLAMD),
  URI(
      KeyGroup.SCANNERS,
      "scangate.<name>.uri",
      LIST,
      none(),
      "`icap://host:1344/service` or `icaps://…`; must be set. Several share the load "
          + "and stand in for each other.",
      ScannerType.ICAP),
  URL(
      KeyGroup.SCANNERS,
      "scangate.<name>.url",
      LIST,
      none(),
      "`https://host/scangate`; must be set. Several share the load and stand in for "
          + "each other.",
      ScannerType.REMOTE),
  LINE(
      KeyGroup.SCANNERS,
      "scangate.<name>.line",
      TEXT,
      none(),
      "The command; must be set. `{file}` is the file's name, without it the content "
          + "goes to standard input. There is no shell: arguments are split at blanks, "
          + "quotes keep them together.",
      ScannerType.COMMAND),
  FILES(
      KeyGroup.SCANNERS,
      "scangate.<name>.files",
      LIST,
      none(),
      "Lists of MD5, SHA-1 or SHA-256 of known bad files: plain, CSV, `.hdb`, `.hsb`. "
          + "EICAR is always known.",
      ScannerType.HASHLIST),
  SCANNER_MAX_FILE_SIZE(
      KeyGroup.SCANNERS,
      "scangate.<name>.max-file-size",
      SIZE,
      is("100M"),
      "Upper bound; what the scanner is proven to scan applies when it is less. "
          + "clamd: at most 2 GiB less 3 bytes.",
      ScannerType.CLAMD,
      ScannerType.ICAP,
      ScannerType.COMMAND,
      ScannerType.REMOTE),
  CONNECTIONS(
      KeyGroup.SCANNERS,
      "scangate.<name>.connections",
      number(1, 128),
      is("8"),
      "Scans at once for each address. clamd: all nodes together under its "
          + "`MaxThreads`; ICAP: fewer if the server's `Max-Connections` says so.",
      ScannerType.CLAMD,
      ScannerType.ICAP,
      ScannerType.REMOTE),
  BY_PATH(
      KeyGroup.SCANNERS,
      "scangate.<name>.by-path",
      oneOf("false", "true"),
      is("false"),
      "`true`: clamd reads a store's files itself. Same machine, same paths (no "
          + "container of its own), read access for its user, and nobody else writes there. "
          + "What it cannot read is sent.",
      ScannerType.CLAMD),
  METHOD(
      KeyGroup.SCANNERS,
      "scangate.<name>.method",
      oneOf("RESPMOD", "REQMOD"),
      is("RESPMOD"),
      "Whether the file is sent as the body of a response or of a request.",
      ScannerType.ICAP),
  FOUND_HEADERS(
      KeyGroup.SCANNERS,
      "scangate.<name>.found-headers",
      LIST,
      is("X-Infection-Found,X-Virus-ID,X-Violations-Found"),
      "An answer with one of these headers is a finding.",
      ScannerType.ICAP),
  CLEAN_EXIT(
      KeyGroup.SCANNERS,
      "scangate.<name>.clean-exit",
      LIST,
      is("0"),
      "Exit codes that say clean.",
      ScannerType.COMMAND),
  FOUND_EXIT(
      KeyGroup.SCANNERS,
      "scangate.<name>.found-exit",
      LIST,
      is("1"),
      "Exit codes that say infected. Any code in neither list: *not scanned*.",
      ScannerType.COMMAND),
  SIGNATURE(
      KeyGroup.SCANNERS,
      "scangate.<name>.signature",
      TEXT,
      none(),
      "Regular expression on the output; its group 1 is the signature's name.",
      ScannerType.COMMAND),
  VERSION_LINE(
      KeyGroup.SCANNERS,
      "scangate.<name>.version-line",
      TEXT,
      none(),
      "A command that prints product and signature version, for the log and for " + "verdicts.",
      ScannerType.COMMAND),
  PROCESSES(
      KeyGroup.SCANNERS,
      "scangate.<name>.processes",
      number(1, 128),
      is("4"),
      "Processes at once.",
      ScannerType.COMMAND),
  USER(
      KeyGroup.SCANNERS,
      "scangate.<name>.user",
      TEXT,
      none(),
      "For Basic, with a password.",
      ScannerType.REMOTE),
  PASSWORD(
      KeyGroup.SCANNERS,
      "scangate.<name>.password",
      SECRET,
      none(),
      "For Basic, with a user.",
      ScannerType.REMOTE),
  TOKEN(
      KeyGroup.SCANNERS,
      "scangate.<name>.token",
      SECRET,
      none(),
      "For Bearer, in place of user and password.",
      ScannerType.REMOTE),
  TRUSTED_CERTIFICATES(
      KeyGroup.SCANNERS,
      "scangate.<name>.trusted-certificates",
      FILE,
      said("the JVM's"),
      "Certificates in PEM that are believed instead.",
      ScannerType.ICAP,
      ScannerType.REMOTE),
  MAX_FILE_SIZE(
      KeyGroup.LIMITS,
      "scangate.max-file-size",
      SIZE,
      is("2G"),
      "A larger file is refused (413), by Content-Length before it is read. The "
          + "server's own limit must be above it."),
  SCAN_TIMEOUT(
      KeyGroup.LIMITS,
      "scangate.scan-timeout",
      DURATION,
      none(),
      "Sets `scangate.moodle.scan-timeout` and `scangate.pure.scan-timeout` where they are "
          + "not set."),
  ACCEPT_UNOPENED(
      KeyGroup.LIMITS,
      "scangate.accept-unopened",
      LIST,
      none(),
      "Kinds of containers, such as `rar4,rar5`, that count as scanned although no scanner "
          + "opens them; never what is encrypted. An engine that opens them is better: "
          + "[what OK means](../explain/what-ok-means.md)."),
  WAIT(
      KeyGroup.LIMITS,
      "scangate.wait",
      DURATION_OR_ZERO,
      is("PT35S"),
      "How long after the beginning of an outage uploads wait for a scanner that reloads, "
          + "is restarted or is being proven, within `scangate.moodle.scan-timeout`; where connections "
          + "are refused, two seconds. `PT0S`: they do not wait."),
  UPLOAD_TIMEOUT(
      KeyGroup.LIMITS,
      "scangate.upload-timeout",
      DURATION,
      is("PT10M"),
      "Bound on receiving one upload."),
  SPOOL_FOLDER(
      KeyGroup.LIMITS,
      "scangate.spool.folder",
      FOLDER,
      said("the server's temporary folder"),
      "Where uploads wait for their scan, in private files without a name."),
  SPOOL_MEMORY(
      KeyGroup.LIMITS,
      "scangate.spool.memory",
      SIZE,
      is("1M"),
      "Smaller uploads wait in memory (all together at most an eighth of the heap)."),
  SPOOL_MAX(
      KeyGroup.LIMITS,
      "scangate.spool.max",
      SIZE,
      is("10G"),
      "All files of the spool together; when it is full an upload is *not scanned* "
          + "(`spool-full`)."),
  CACHE_SIZE(
      KeyGroup.LIMITS,
      "scangate.cache.size",
      number(0, 100_000_000),
      is("100000"),
      "Verdicts of known content (by SHA-256) that are kept, only while the scanner's "
          + "address, limit and signature version stay the same. `0` switches it off."),
  CACHE_LIFETIME(
      KeyGroup.LIMITS,
      "scangate.cache.lifetime",
      DURATION_OR_ZERO,
      is("PT1H"),
      "How long such a verdict is kept. `PT0S` switches it off."),
  LOG_JSON(
      KeyGroup.LOG,
      "scangate.log.json",
      FILE,
      none(),
      "A file that gets a line of JSON for each scan, for a SIEM: [its schema]"
          + "(log-lines.md#the-line-of-a-scan-as-json). Absolute path; its folder must be there. "
          + "Not set: none."),
  MOODLE_SCAN_TIMEOUT(
      KeyGroup.MOODLE,
      "scangate.moodle.scan-timeout",
      DURATION,
      is("PT50S"),
      "The answer comes at most this long after the last byte arrived; waiting for a "
          + "scanner and one retry included. Under 120 s, but for lists alone, and under the "
          + "time-out of Moodle's front end."),
  MOODLE_ACCEPT_UNOPENED(
      KeyGroup.MOODLE,
      "scangate.moodle.accept-unopened",
      LIST,
      said("`scangate.accept-unopened`"),
      "The same for uploads alone; set and empty: nothing."),
  UNSCANNED(
      KeyGroup.MOODLE,
      "scangate.moodle.unscanned",
      oneOf("report", "block"),
      is("report"),
      "What Moodle is told of what could not be scanned: `report` is ERROR, which "
          + "Moodle accepts; `block` is FOUND. A wrong value counts as `block`, and so does "
          + "an unknown key that comes near to this one."),
  UNSCANNED_REASON(
      KeyGroup.MOODLE,
      "scangate.moodle.unscanned.<reason>",
      oneOf("report", "block"),
      said("`scangate.moodle.unscanned`"),
      "The same for one reason, such as `encrypted`."),
  CONNCHECK(
      KeyGroup.MOODLE,
      "scangate.moodle.conncheck",
      oneOf("ask", "ready"),
      is("ask"),
      "`ask`: `/conncheck` is OK as long as Scangate answers at all, so that Moodle asks and "
          + "is told. `ready`: only while every scanner is ready; while it is not, Moodle accepts "
          + "every file and tells nobody. Not beside `block`."),
  MOODLE_TOKEN(
      KeyGroup.MOODLE,
      "scangate.moodle.token",
      SECRETS,
      none(),
      "Secrets; a client sends one as Bearer or as the Basic password, on `/scan` and "
          + "`/conncheck`. Not set: none is asked for."),
  ALLOWED_ADDRESSES(
      KeyGroup.MOODLE,
      "scangate.moodle.allowed-addresses",
      LIST,
      said("any"),
      "Addresses and CIDR ranges that may ask."),
  HEALTH_ADDRESSES(
      KeyGroup.MOODLE,
      "scangate.health.allowed-addresses",
      LIST,
      said("this machine, without a proxy between"),
      "Addresses and CIDR ranges that are told all of `/health` without a token. Others, "
          + "without one of `scangate.moodle.token`, hear the status and the names of checks."),
  TRUSTED_PROXIES(
      KeyGroup.MOODLE,
      "scangate.trusted-proxies",
      LIST,
      none(),
      "Addresses and CIDR ranges whose `X-Forwarded-For` or `Forwarded` is believed."),
  DATA_FOLDER(
      KeyGroup.JOURNAL,
      "scangate.data-folder",
      FOLDER,
      said("the server's own data folder (WildFly, Payara Server), else `~/.scangate`"),
      "Where what must outlive a restart is kept: the journal's local file, and its database "
          + "where no other is given. Absolute path; made where it is missing. One for each "
          + "server and deployment."),
  JOURNAL_DATASOURCE(
      KeyGroup.JOURNAL,
      "scangate.journal.datasource",
      TEXT,
      none(),
      "JNDI name of a DataSource of the server, such as `jdbc/scangate`: PostgreSQL 12 or later. "
          + "Wins over the URL."),
  JOURNAL_URL(
      KeyGroup.JOURNAL,
      "scangate.journal.url",
      TEXT,
      said("an embedded H2 database in the data folder"),
      "`jdbc:postgresql://host/database`, or `jdbc:h2:…`; `none` keeps no journal."),
  JOURNAL_USER(
      KeyGroup.JOURNAL,
      "scangate.journal.user",
      TEXT,
      none(),
      "Of the database that the URL names. It must own its schema, which is made and kept up to "
          + "date at the start."),
  JOURNAL_PASSWORD(KeyGroup.JOURNAL, "scangate.journal.password", SECRET, none(), "Of that user."),
  JOURNAL_FILE_MAX(
      KeyGroup.JOURNAL,
      "scangate.journal.file-max",
      SIZE,
      is("1G"),
      "Bound on the local file in which records wait for the database, 64M at least. Reached, the "
          + "oldest records of OK scans are given up first."),
  JOURNAL_MAX(
      KeyGroup.JOURNAL,
      "scangate.journal.max",
      SIZE,
      is("2G"),
      "Bound on the embedded database: reached, the oldest records of OK scans are purged before "
          + "their time."),
  JOURNAL_KEEP(
      KeyGroup.JOURNAL,
      "scangate.journal.keep",
      PERIOD,
      is("P90D"),
      "How long records of OK scans are kept; their hourly sums for three years."),
  JOURNAL_KEEP_FINDINGS(
      KeyGroup.JOURNAL,
      "scangate.journal.keep-findings",
      PERIOD,
      is("P3Y"),
      "How long all others are kept: what was found, what was not scanned, events."),
  JOURNAL_PERSONAL(
      KeyGroup.JOURNAL,
      "scangate.journal.personal",
      PERIOD,
      is("P90D"),
      "After that user, client and file name of Moodle's uploads are blanked, but for findings, "
          + "where they stay for a year at least; `none`: they are never written, neither into the "
          + "journal nor into the log."),
  API_TOKEN(
      KeyGroup.API,
      "scangate.api.token",
      SECRETS,
      none(),
      "Secrets of those who may ask `/api/v1`; sent as Bearer or as the Basic password. Not set: "
          + "nobody may."),
  CONSOLE_TRIAL(
      KeyGroup.CONSOLE,
      "scangate.console.trial",
      oneOf("false", "true"),
      is("false"),
      "`true`: whoever is on this machine gets into the console, with every role, by a link in the "
          + "log that ends with the process. For a trial alone: `mvn -Prun package` sets it."),
  CONSOLE_URL(
      KeyGroup.CONSOLE,
      "scangate.console.url",
      KeyType.URL,
      none(),
      "Where people reach the console, such as `https://av.example.org/scangate/console`: for the "
          + "link in the log, and for what checks tell to type."),
  CONSOLE_USER_HEADER(
      KeyGroup.CONSOLE,
      "scangate.console.user-header",
      TEXT,
      none(),
      "Such as `X-Remote-User`: the header in which a proxy names who it has authenticated. "
          + "Believed from `scangate.trusted-proxies` alone; the proxy must take away what a client "
          + "sends."),
  CONSOLE_GROUPS_HEADER(
      KeyGroup.CONSOLE,
      "scangate.console.groups-header",
      TEXT,
      none(),
      "Such as `X-Remote-Groups`: the header with their groups, separated by commas; those named "
          + "`scangate-viewer`, `scangate-operator` and `scangate-admin` are roles."),
  METRICS_TOKEN(
      KeyGroup.METRICS,
      "scangate.metrics.token",
      SECRETS,
      none(),
      "Secrets of those who may ask `/metrics`; sent as Bearer or as the Basic password. Not set: "
          + "no token opens it."),
  METRICS_ADDRESSES(
      KeyGroup.METRICS,
      "scangate.metrics.allowed-addresses",
      LIST,
      said("this machine, without a proxy between"),
      "Addresses and CIDR ranges that are shown `/metrics` without a token."),
  CANARY(
      KeyGroup.CANARIES,
      "scangate.canary",
      LIST,
      none(),
      "Test files that go the whole way: `moodle`, `front-door`, or names of your own. Not set: "
          + "none do."),
  CANARY_TYPE(
      KeyGroup.CANARIES,
      "scangate.canary.<name>.type",
      TEXT,
      said("its name"),
      "`moodle` (through a site's uploads) or `front-door` (through Scangate's public address)."),
  CANARY_URL(
      KeyGroup.CANARIES,
      "scangate.canary.<name>.url",
      KeyType.URL,
      none(),
      "`https://moodle.example.org`, or `https://av.example.org/scangate` for the front door; must "
          + "be set."),
  CANARY_TOKEN(
      KeyGroup.CANARIES,
      "scangate.canary.<name>.token",
      SECRET,
      none(),
      "Of a test user of Moodle's web services; must be set. For the front door one of "
          + "`scangate.moodle.token`, where there are any."),
  CANARY_EVERY(
      KeyGroup.CANARIES,
      "scangate.canary.<name>.every",
      DURATION,
      is("P1D"),
      "How often it is tried; one that has failed again after an hour. Through Moodle each costs "
          + "its administrators one notice."),
  CANARY_TIMEOUT(
      KeyGroup.CANARIES,
      "scangate.canary.<name>.timeout",
      DURATION,
      is("PT2M"),
      "The bound on the answer to each of its requests."),
  CANARY_CERTIFICATES(
      KeyGroup.CANARIES,
      "scangate.canary.<name>.trusted-certificates",
      FILE,
      said("the JVM's own"),
      "Certificates in PEM that are trusted in the place of those."),
  SILENCE(
      KeyGroup.SILENCE,
      "scangate.silence",
      DURATION_OR_ZERO,
      is("PT24H"),
      "A site that sends no upload for so long, or a store without a full walk, is warned of; twice "
          + "as long is an error. `PT0S`: never."),
  SILENCE_DAYS(
      KeyGroup.SILENCE,
      "scangate.silence.days",
      oneOf("all", "working"),
      is("all"),
      "Whether time on Saturdays, Sundays and holidays counts (`all`) or not (`working`)."),
  SILENCE_SITES(
      KeyGroup.SILENCE,
      "scangate.silence.sites",
      LIST,
      none(),
      "Sites and stores with a duration of their own, such as `https://moodle.example.org=PT4H "
          + "working`, `local=P4D` or `https://old.example.org=PT0S`."),
  SILENCE_HOLIDAYS(
      KeyGroup.SILENCE,
      "scangate.silence.holidays",
      LIST,
      none(),
      "Dates and spans, first and last day, such as `2026-12-24/2027-01-06`; they count like "
          + "Sundays."),
  ALERT_OFF(
      KeyGroup.ALERTS,
      "scangate.alert.off",
      LIST,
      none(),
      "What nobody is told of, of `finding`, `not-scanned`, `scanner`, `check`, `canary`, `silence`, "
          + "`sweep`, `journal`; or one reason, such as `not-scanned.encrypted`."),
  ALERT_WEEKLY(
      KeyGroup.ALERTS,
      "scangate.alert.weekly",
      TEXT,
      none(),
      "The day of the week, such as `monday`, on which a message comes whatever happened: after "
          + "07:00, with the figures of the week and what was not looked into. Not set: none comes."),
  ALERT_NAME(
      KeyGroup.ALERTS,
      "scangate.alert.name",
      TEXT,
      said("the host's name"),
      "What messages call this Scangate."),
  MAIL_TO(
      KeyGroup.ALERTS,
      "scangate.mail.to",
      LIST,
      none(),
      "Addresses that alerts are mailed to. Not set: nobody gets mail."),
  MAIL_FROM(
      KeyGroup.ALERTS,
      "scangate.mail.from",
      TEXT,
      said("the mail session's"),
      "The sender's address; must be set beside `scangate.mail.host`."),
  MAIL_SESSION(
      KeyGroup.ALERTS,
      "scangate.mail.session",
      TEXT,
      none(),
      "JNDI name of a mail session of the server, such as `java:jboss/mail/Default` on WildFly. "
          + "Wins over the host."),
  MAIL_HOST(KeyGroup.ALERTS, "scangate.mail.host", TEXT, none(), "The mail server, by SMTP."),
  MAIL_PORT(KeyGroup.ALERTS, "scangate.mail.port", number(1, 65_535), is("587"), "Its port."),
  MAIL_TLS(
      KeyGroup.ALERTS,
      "scangate.mail.tls",
      TEXT,
      is("starttls"),
      "`starttls`: nothing is sent unless the connection is upgraded; `tls`: TLS from the first "
          + "byte on (port 465); `none`. The certificate must be believed by the JVM."),
  MAIL_USER(
      KeyGroup.ALERTS,
      "scangate.mail.user",
      TEXT,
      none(),
      "Who logs in at the mail server. Not set: nobody does."),
  MAIL_PASSWORD(KeyGroup.ALERTS, "scangate.mail.password", SECRET, none(), "Of that user."),
  WEBHOOK_URL(
      KeyGroup.ALERTS,
      "scangate.webhook.url",
      KeyType.URL,
      none(),
      "Where alerts are posted to as JSON: `https://host/path`. Not set: nowhere."),
  WEBHOOK_SECRET(
      KeyGroup.ALERTS,
      "scangate.webhook.secret",
      SECRET,
      none(),
      "Of the signature in the header `X-Scangate-Signature`. Not set: nothing is signed."),
  INTERVAL(
      KeyGroup.PURE,
      "scangate.pure.interval",
      DURATION,
      is("PT1M"),
      "Pause between two passes; a pass visits the folders that changed since the "
          + "last one, or lists the buckets."),
  FULL_WALK(
      KeyGroup.PURE,
      "scangate.pure.full-walk",
      DURATION,
      is("PT6H"),
      "How often a pass visits every folder (finds a `.bin` rewritten in place)."),
  PARALLEL(
      KeyGroup.PURE,
      "scangate.pure.parallel",
      number(1, 64),
      is("4"),
      "Scans at once; uploads go first."),
  PURE_SCAN_TIMEOUT(
      KeyGroup.PURE,
      "scangate.pure.scan-timeout",
      DURATION,
      is("PT110S"),
      "The bound on the scan of one file; waiting for a scanner and one retry included. "
          + "Under 120 s, but for lists alone."),
  PURE_ACCEPT_UNOPENED(
      KeyGroup.PURE,
      "scangate.pure.accept-unopened",
      LIST,
      said("`scangate.accept-unopened`"),
      "Kinds of containers that count as scanned in stores although no scanner opens them; "
          + "set and empty: none."),
  PURE_DIGEST(
      KeyGroup.PURE,
      "scangate.pure.digest",
      oneOf("false", "true"),
      is("false"),
      "`true`: files that clamd reads by their path are read once more for their SHA-256 in the "
          + "journal; what Scangate sends itself, and what is infected, always has one."),
  RESCAN_AFTER(
      KeyGroup.PURE,
      "scangate.pure.rescan-after",
      DURATION_OR_ZERO,
      is("P28D"),
      "Age at which a verdict is renewed. `PT0S`: never by age."),
  RESCAN_ON_NEW_SIGNATURES(
      KeyGroup.PURE,
      "scangate.pure.rescan-on-new-signatures",
      oneOf("false", "true"),
      is("false"),
      "`true`: a verdict by older signatures is due."),
  RESCAN_WINDOW(
      KeyGroup.PURE,
      "scangate.pure.rescan-window",
      TEXT,
      said("at any time"),
      "Such as `22:00-06:00`, server time: verdicts are checked and files scanned "
          + "again only then, first scans always."),
  FOREIGN_VERDICTS(
      KeyGroup.PURE,
      "scangate.pure.foreign-verdicts",
      oneOf("rescan", "keep"),
      is("rescan"),
      "A verdict that Scangate did not write stays until its file is scanned in the "
          + "check of verdicts; `keep`: until `rescan-after`."),
  DRY_RUN(
      KeyGroup.PURE,
      "scangate.pure.dry-run",
      oneOf("false", "true"),
      is("false"),
      "`true`: scans and reports, writes nothing."),
  SETTLE(
      KeyGroup.PURE,
      "scangate.pure.settle",
      DURATION_OR_ZERO,
      is("PT10S"),
      "Local store: a `.bin` modified less than this ago waits for the next pass."),
  ORPHANS(
      KeyGroup.PURE,
      "scangate.pure.orphans",
      oneOf("report", "delete"),
      is("report"),
      "Local store: what is done with an `.av` whose `.bin` has been gone for a day."),
  ORPHANS_MAX(
      KeyGroup.PURE,
      "scangate.pure.orphans-max",
      number(0, 1_000_000_000),
      is("100"),
      "Local store: when a full walk finds more such `.av`, none is deleted: a store may "
          + "not be mounted."),
  ROOTS(
      KeyGroup.LOCAL,
      "scangate.pure.local.roots",
      LIST,
      said("no sweep"),
      "Absolute folders, none inside another; they need not be there yet."),
  AV_PERMISSIONS(
      KeyGroup.LOCAL,
      "scangate.pure.av-permissions",
      TEXT,
      is("rw-r--r--"),
      "Of each `.av`, as `ls -l` shows them."),
  AV_GROUP(
      KeyGroup.LOCAL,
      "scangate.pure.av-group",
      TEXT,
      said("as the system gives it"),
      "Group of each `.av`, where the server may set it."),
  BUCKETS(
      KeyGroup.S3,
      "scangate.pure.s3.buckets",
      LIST,
      said("no sweep"),
      "`bucket` or `bucket/prefix`, without `s3://`, none inside another. A prefix is "
          + "compared as text: `store` holds `store2/a.bin` too, `store/` does not."),
  ENDPOINT(
      KeyGroup.S3,
      "scangate.pure.s3.endpoint",
      KeyType.URL,
      said("AWS"),
      "`https://host` or `https://host:port`, without a path."),
  REGION(
      KeyGroup.S3,
      "scangate.pure.s3.region",
      TEXT,
      said("as the SDK finds it; `us-east-1` with an endpoint"),
      "The buckets' and the queue's: one for all."),
  PATH_STYLE(
      KeyGroup.S3,
      "scangate.pure.s3.path-style",
      oneOf("false", "true"),
      said("`true` with an endpoint, else `false`"),
      "Whether the bucket stands in the path (`https://host/bucket/key`) or in the "
          + "host's name."),
  ACCESS_KEY(
      KeyGroup.S3,
      "scangate.pure.s3.access-key",
      TEXT,
      said("the SDK's default chain"),
      "Beside the secret key, or neither; the same for the queue."),
  SECRET_KEY(
      KeyGroup.S3,
      "scangate.pure.s3.secret-key",
      SECRET,
      said("the SDK's default chain"),
      "Beside the access key, or neither."),
  EVENTS_QUEUE(
      KeyGroup.S3,
      "scangate.pure.s3.events-queue",
      KeyType.URL,
      none(),
      "An SQS queue that tells of new objects.");

  private static final String FIRST_VERSION = "0.1.0";
  private static final String NAME = "<name>";
  private static final String REASON = "<reason>";

  /** What somebody has given a scanner or a canary for a name. */
  private static final String NAME_IN_KEY = "[A-Za-z][A-Za-z0-9-]*";

  private static final String NAME_IN_VARIABLE = "[A-Z][A-Z0-9_]*";

  /** The first words of other keys are no scanner's name. */
  private static final String NO_OTHER_WORD_IN_KEY =
      "(?!(?:moodle|health|pure|spool|cache|journal|api|console|metrics|canary|silence|alert|webhook|mail)\\.)";

  private static final String NO_OTHER_WORD_IN_VARIABLE =
      "(?!(?:MOODLE|HEALTH|PURE|SPOOL|CACHE|JOURNAL|API|CONSOLE|METRICS|CANARY|SILENCE|ALERT|WEBHOOK|MAIL)_)";

  private final String since;
  private final KeyGroup group;
  private final String pattern;
  private final KeyType type;
  private final KeyDefault fallback;
  private final String meaning;
  private final List<ScannerType> types;

  Key(
      KeyGroup group,
      String pattern,
      KeyType type,
      KeyDefault fallback,
      String meaning,
      ScannerType... types) {
    this(FIRST_VERSION, group, pattern, type, fallback, meaning, types);
  }

  /**
   * A key that came later.
   *
   * @param since the version that had it first
   */
  Key(
      String since,
      KeyGroup group,
      String pattern,
      KeyType type,
      KeyDefault fallback,
      String meaning,
      ScannerType... types) {
    this.since = since;
    this.group = group;
    this.pattern = pattern;
    this.type = type;
    this.fallback = fallback;
    this.meaning = meaning;
    this.types = List.of(types);
  }

  KeyGroup group() {
    return group;
  }

  /**
   * With {@code <name>} where that of a scanner or canary stands, {@code <reason>} where a reason.
   */
  String pattern() {
    return pattern;
  }

  KeyType type() {
    return type;
  }

  KeyDefault fallback() {
    return fallback;
  }

  /** In plain English, as Markdown. */
  String meaning() {
    return meaning;
  }

  /** The version that had it first. */
  String since() {
    return since;
  }

  /** Of the scanners that have it; empty: it is no key of a scanner. */
  List<ScannerType> types() {
    return types;
  }

  /**
   * As it stands in a source.
   *
   * @param part the scanner's name, or the reason; of no meaning for keys that have neither
   */
  String name(String part) {
    return pattern.replace(NAME, part).replace(REASON, part);
  }

  /** Every name that needs nobody's choice: of scanners and canaries those named like a type. */
  Stream<String> names() {
    if (!types.isEmpty()) {
      return types.stream().map(of -> name(of.word()));
    }
    if (pattern.contains(NAME)) {
      return Arrays.stream(CanaryType.values()).map(of -> name(of.word()));
    }
    return pattern.contains(REASON)
        ? Arrays.stream(Reason.values()).map(reason -> name(reason.key()))
        : Stream.of(pattern);
  }

  /** Which key a name is, or a variable of the environment, whatever the scanner is called. */
  static Optional<Key> find(String name) {
    return Arrays.stream(values()).filter(key -> key.matches(name)).findFirst();
  }

  private boolean matches(String name) {
    boolean variable = name.equals(KeyNames.spelling(name));
    if (!pattern.contains(NAME)) {
      return names().anyMatch(one -> name.equals(variable ? KeyNames.spelling(one) : one));
    }
    String beforeName = pattern.substring(0, pattern.indexOf(NAME));
    String afterName = pattern.substring(pattern.indexOf(NAME) + NAME.length());
    boolean scanner = !types.isEmpty();
    return variable
        ? Pattern.matches(
            KeyNames.spelling(beforeName)
                + (scanner ? NO_OTHER_WORD_IN_VARIABLE : "")
                + NAME_IN_VARIABLE
                + KeyNames.spelling(afterName),
            name)
        : Pattern.matches(
            beforeName + (scanner ? NO_OTHER_WORD_IN_KEY : "") + NAME_IN_KEY + afterName, name);
  }
}
