package org.scangate.watch.alert;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** What somebody is told of; each can be switched off. */
public enum AlertRule {
  FINDING("finding", Duration.ZERO),
  NOT_SCANNED("not-scanned", Duration.ZERO),
  SCANNER("scanner", Duration.ofMinutes(1)),
  CHECK("check", Duration.ofMinutes(1)),
  CANARY("canary", Duration.ZERO),
  SILENCE("silence", Duration.ZERO),
  SWEEP("sweep", Duration.ofMinutes(1)),
  JOURNAL("journal", Duration.ZERO),
  WEEKLY("weekly", Duration.ZERO);

  private final String word;
  private final Duration grace;

  AlertRule(String word, Duration grace) {
    this.word = word;
    this.grace = grace;
  }

  /** As it stands in keys, messages and the journal. */
  public String word() {
    return word;
  }

  /** A trouble that is over within this time is told to nobody. */
  Duration grace() {
    return grace;
  }

  public static Optional<AlertRule> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
  }
}
