package org.scangate.config;

import java.util.Set;

/** Keys that belong together: one table of the reference page. */
@SuppressWarnings("ImmutableEnumChecker") // Set.of never changes
enum KeyGroup {
  SOURCES("Where settings come from", Reading.AT_START, "not scanning", Set.of(Part.values())),
  SCANNERS("Scanners", Reading.AT_START, "not scanning", Set.of(Part.SCANS)),
  LIMITS("Sizes and times", Reading.AT_START, "not scanning", Set.of(Part.SCANS)),
  MOODLE("Moodle", Reading.EVERY_FEW_SECONDS, "not scanning", Set.of(Part.SCANS)),
  LOG("Log", Reading.AT_START, "not written", Set.of()),
  JOURNAL("Journal", Reading.AT_START, "not kept in the database", Set.of(Part.JOURNAL)),
  API("API for operators", Reading.AT_START, "nobody has access", Set.of()),
  CONSOLE("Console", Reading.AT_START, "that way in is shut", Set.of()),
  METRICS("Metrics", Reading.AT_START, "nobody has access", Set.of()),
  CANARIES("Canaries", Reading.AT_START, "that canary is not tried", Set.of()),
  SILENCE("Silence", Reading.AT_START, "the default holds", Set.of()),
  ALERTS("Alerts", Reading.AT_START, "nobody is told", Set.of()),
  PURE("Pure, every store", Reading.EVERY_TEN_SECONDS, "not sweeping", Set.of(Part.LOCAL, Part.S3)),
  LOCAL(
      "Pure, the local store",
      Reading.EVERY_TEN_SECONDS,
      "not sweeping the local store",
      Set.of(Part.LOCAL)),
  S3("Pure, the store in S3", Reading.EVERY_TEN_SECONDS, "not sweeping S3", Set.of(Part.S3));

  /** When a key is read, and so where its change is seen without a restart. */
  enum Reading {
    AT_START("at the start", "after a restart of the application"),
    EVERY_FEW_SECONDS("again every five seconds", Reading.WHERE),
    EVERY_TEN_SECONDS("again every ten seconds", Reading.WHERE);

    private static final String WHERE =
        "on every server when it is in the [settings file](#the-settings-file),\n"
            + "on Payara Server through `set-config-property` too; what else WildFly and Payara"
            + " Micro have for settings needs a restart";

    private final String when;
    private final String live;

    Reading(String when, String live) {
      this.when = when;
      this.live = live;
    }

    String when() {
      return when;
    }

    /** On which servers a change counts while they run. */
    String live() {
      return live;
    }
  }

  /** What is stopped by a wrong value, and goes on where the others have one. */
  enum Part {
    /** Every scan: Moodle's, and so the stores' too. */
    SCANS,
    /** The journal's way into its database. */
    JOURNAL,
    /** The sweep of the local store. */
    LOCAL,
    /** The sweep of the store in S3. */
    S3
  }

  private final String title;
  private final Reading reading;
  private final String stopped;
  private final Set<Part> stops;

  KeyGroup(String title, Reading reading, String stopped, Set<Part> stops) {
    this.title = title;
    this.reading = reading;
    this.stopped = stopped;
    this.stops = stops;
  }

  String title() {
    return title;
  }

  Reading reading() {
    return reading;
  }

  /** What is not done at the start because of a wrong value. */
  String stopped() {
    return stopped;
  }

  boolean stops(Part part) {
    return stops.contains(part);
  }
}
