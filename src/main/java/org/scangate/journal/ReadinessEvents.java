package org.scangate.journal;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.scangate.scan.Events;
import org.scangate.scan.Readiness;
import org.scangate.scan.Verdict;

/** Tells when a scanner becomes ready, and when and why it is not any more. */
public final class ReadinessEvents {

  private static final String READY = "scanner-ready";
  private static final String NOT_READY = "scanner-not-ready";

  private final Supplier<Map<String, Readiness>> scanners;
  private final Events events;
  private final Map<String, String> told = new HashMap<>();

  public ReadinessEvents(Supplier<Map<String, Readiness>> scanners, Events events) {
    this.scanners = scanners;
    this.events = events;
  }

  /** Tells what has changed since it was called last; to be called every second or so. */
  public void tell() {
    scanners.get().forEach(this::tell);
  }

  private void tell(String scanner, Readiness now) {
    String reason = now.obstacle().map(why -> why.reason().key()).orElse("");
    String before = told.put(scanner, now.ready() ? READY : reason);
    if (now.ready() && !READY.equals(before)) {
      events.event(READY, "", scanner, now.version());
    } else if (!now.ready() && !reason.equals(before)) {
      events.event(NOT_READY, "", scanner, reason + ": " + detail(now));
    }
  }

  private static String detail(Readiness now) {
    return now.obstacle().map(Verdict.Unscanned::detail).orElse("");
  }
}
