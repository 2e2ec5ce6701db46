package org.scangate.console.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Somebody at their browser. Used by several requests at once. */
public final class ConsoleSession {

  /** After that, what is about persons is closed again. */
  public static final Duration OPENED_FOR = Duration.ofMinutes(15);

  private final String csrf;
  private final LongSupplier nanoTime;
  private final long begun;
  private ConsoleUser user;
  private long used;
  private String message = "";
  private boolean opened;
  private long openedAt;

  ConsoleSession(ConsoleUser user, String csrf, LongSupplier nanoTime) {
    this.user = user;
    this.csrf = csrf;
    this.nanoTime = nanoTime;
    this.begun = nanoTime.getAsLong();
    this.used = begun;
  }

  public synchronized ConsoleUser user() {
    return user;
  }

  /** What every form of this session carries, so that no page of another site can act. */
  public String csrf() {
    return csrf;
  }

  /**
   * Whether a form came from this session's pages.
   *
   * @param sent what it carries, or null
   */
  public boolean isOurs(String sent) {
    return sent != null && MessageDigest.isEqual(csrf.getBytes(US_ASCII), sent.getBytes(US_ASCII));
  }

  /** For the next page that is shown. */
  public synchronized void say(String once) {
    message = once;
  }

  /** What was said, once. */
  public synchronized Optional<String> said() {
    String once = message;
    message = "";
    return once.isEmpty() ? Optional.empty() : Optional.of(once);
  }

  /** Shows what is about persons, for a while. */
  public synchronized void openPersonal() {
    opened = true;
    openedAt = nanoTime.getAsLong();
  }

  public synchronized void closePersonal() {
    opened = false;
  }

  public synchronized boolean isPersonalOpen() {
    return opened
        && user.role().includes(Role.OPERATOR)
        && nanoTime.getAsLong() - openedAt < OPENED_FOR.toNanos();
  }

  /** They may have been given another role meanwhile. */
  synchronized void isNow(ConsoleUser told) {
    user = told;
  }

  synchronized boolean isOver(Duration idle, Duration longest) {
    long now = nanoTime.getAsLong();
    return now - used >= idle.toNanos() || now - begun >= longest.toNanos();
  }

  synchronized void use() {
    used = nanoTime.getAsLong();
  }

  synchronized Duration idle() {
    return Duration.ofNanos(nanoTime.getAsLong() - used);
  }

  synchronized long used() {
    return used;
  }
}
