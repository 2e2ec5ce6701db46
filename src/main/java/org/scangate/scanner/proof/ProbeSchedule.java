package org.scangate.scanner.proof;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.scangate.scan.Deadline;

/**
 * When an engine is probed next: often enough to be believed, and never for more than a small part
 * of its time. Of the thread that probes.
 */
final class ProbeSchedule {

  /** How often a missing engine is looked for, and a process asked whether it is still there. */
  private static final Duration PRESENCE_EVERY = Duration.ofSeconds(1);

  /** How often EICAR is probed: alone and in a small tar, and with them a clean file. */
  private static final Duration TRUTH_EVERY = Duration.ofSeconds(10);

  private static final Duration LIMIT_EVERY = Duration.ofMinutes(1);
  private static final Duration ALL_EVERY = Duration.ofHours(1);
  private static final Duration ALL_AGAIN = Duration.ofMinutes(1);
  private static final Duration DOUBTED_EVERY = Duration.ofSeconds(1);

  /** A small probe that takes long (a command that loads its signatures) is made less often. */
  private static final int REST = 20;

  /** Large probes take the engine a fiftieth of its time at most. */
  private static final int REST_OF_LARGE = 50;

  private Deadline nextLook = passed();
  private Deadline nextTruth = passed();
  private Deadline nextTry = passed();
  private Deadline nextDoubt = passed();
  private Deadline nextLimit = passed();
  private Deadline nextLimitInDoubt = passed();
  private Deadline nextAll = passed();
  private Deadline nextChange = passed();
  private Deadline nextKinds = passed();

  /** What the look that goes on has cost the engine: nothing before it is asked anything. */
  private OptionalLong asking = OptionalLong.empty();

  private Optional<Duration> truthTook = Optional.empty();

  void lookBegins() {
    asking = OptionalLong.empty();
    truthTook = Optional.empty();
  }

  long truthBegins() {
    long now = System.nanoTime();
    asking = OptionalLong.of(now);
    return now;
  }

  /** Until when nothing is due. */
  Deadline next(boolean doubted) {
    return doubted && nextDoubt.nanosLeft() < nextLook.nanosLeft() ? nextDoubt : nextLook;
  }

  boolean truthDue() {
    return nextTruth.passed();
  }

  /** Whether a proof that was put off, since scans came first, may be tried again. */
  boolean triesAgain() {
    return nextTry.passed();
  }

  boolean limitDue(boolean doubted) {
    return nextLimit.passed() || (doubted && nextLimitInDoubt.passed());
  }

  boolean allDue() {
    return nextAll.passed();
  }

  boolean kindsDue() {
    return nextKinds.passed();
  }

  /** Half of its time is theirs until it was asked for all, since scans wait for that. */
  void kindsAsked(long begun, KindsShown kinds) {
    nextKinds =
        rested(PRESENCE_EVERY, since(begun).multipliedBy(kinds.whole() ? REST_OF_LARGE : 1));
  }

  /** Whether another version may have everything proven anew; several that take turns tell many. */
  boolean changeDue() {
    return nextChange.passed();
  }

  /**
   * A look has ended well.
   *
   * @param process whether its process can be asked whether it is still there
   * @param kinds whether there are kinds of containers left to ask it for
   */
  void looked(boolean process, boolean kinds) {
    nextLook = process ? Deadline.in(PRESENCE_EVERY) : nextTruth;
    if (kinds && nextKinds.nanosLeft() < nextLook.nanosLeft()) {
      nextLook = nextKinds;
    }
    nextDoubt = Deadline.in(DOUBTED_EVERY);
  }

  /**
   * Nothing is proven now.
   *
   * @param ended whether nobody answers any more: who comes next need not wait for as long as the
   *     last one was worked hard, but only as long as a look costs
   */
  void failed(boolean ended) {
    nextLook = rested(PRESENCE_EVERY, ended ? truthTook.orElseGet(this::took) : took());
    nextDoubt = Deadline.in(DOUBTED_EVERY);
  }

  /** How long the small probes of this look have taken. */
  Duration truthTook() {
    return truthTook.orElseThrow();
  }

  private Duration took() {
    return asking.isPresent() ? since(asking.getAsLong()) : Duration.ZERO;
  }

  /** A probe came too late behind scans; the proof holds for now, and no doubt hurries the next. */
  void excused(boolean process) {
    nextTruth = Deadline.in(TRUTH_EVERY);
    nextTry = nextTruth;
    looked(process, false);
    nextDoubt = nextTruth;
  }

  void truthShown(long begun) {
    truthTook = Optional.of(since(begun));
    nextTruth = rested(TRUTH_EVERY, since(begun).multipliedBy(REST));
  }

  void limitShown(long begun) {
    nextLimit = rested(LIMIT_EVERY, since(begun).multipliedBy(REST_OF_LARGE));
    nextLimitInDoubt = rested(DOUBTED_EVERY, since(begun).multipliedBy(REST_OF_LARGE));
  }

  /**
   * Everything was proven. The limit is looked at soon, whatever the search for it has cost.
   *
   * @param tooSlow whether it may be more when the engine has less to do
   */
  void allShown(long begun, boolean tooSlow) {
    nextLimit = Deadline.in(LIMIT_EVERY);
    nextLimitInDoubt = Deadline.in(DOUBTED_EVERY);
    nextAll = rested(tooSlow ? ALL_AGAIN : ALL_EVERY, since(begun).multipliedBy(REST_OF_LARGE));
    nextChange = rested(ALL_AGAIN, since(begun).multipliedBy(REST_OF_LARGE));
  }

  private static Duration since(long begun) {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  private static Deadline rested(Duration least, Duration rest) {
    return Deadline.in(rest.compareTo(least) > 0 ? rest : least);
  }

  private static Deadline passed() {
    return Deadline.in(Duration.ZERO);
  }
}
