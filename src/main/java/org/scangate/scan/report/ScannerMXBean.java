package org.scangate.scan.report;

import java.util.List;

/** One scanner, as JMX shows it: {@code org.scangate:type=Scanner,name=…}. */
public interface ScannerMXBean {

  /** Whether it would give a true verdict now. */
  boolean isReady();

  /** Why it would not; empty when it is ready. */
  String getWhyNot();

  /** What the administrator should change although it is ready. */
  List<String> getAdvice();

  /** Product and signature version. */
  String getVersion();

  /** Largest file in bytes that it is proven to scan; -1 when it has no limit or none is proven. */
  long getProvenLimit();

  /** Scans that it works on now. */
  int getInFlight();

  /** Scans that wait for a slot now. */
  int getWaiting();

  /** Answers since the start: clean. */
  long getClean();

  /** Answers since the start: infected. */
  long getInfected();

  /** Answers since the start: not scanned. */
  long getUnscanned();

  /** Answers among these that came from the cache of known content. */
  long getKnown();

  /** Bytes of all samples since the start. */
  long getBytes();

  /** Has the readiness, and the limit, looked at afresh, in the background. */
  void probeNow();

  /** Forgets the verdicts of known content, of all scanners. */
  void flushCache();
}
