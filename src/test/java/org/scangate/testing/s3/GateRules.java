package org.scangate.testing.s3;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** What the gate was told to do, each so many times. */
final class GateRules {

  /** An act upon a request. */
  sealed interface Act {}

  /** An answer instead of the server's. */
  record Answer(int status, String reason, String body) implements Act {}

  record Before(Runnable work) implements Act {}

  record After(Runnable work) implements Act {}

  record Cut(long bytes) implements Act {
    static final long BEFORE_THE_HEAD = -1;
  }

  private record Rule(Predicate<GateRequest> which, AtomicInteger left, Act act) {
    boolean applies(GateRequest request) {
      return which.test(request) && left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    }
  }

  private final List<Rule> rules = new CopyOnWriteArrayList<>();

  void add(Predicate<GateRequest> which, int times, Act act) {
    rules.add(new Rule(which, new AtomicInteger(times), act));
  }

  void clear() {
    rules.clear();
  }

  /** The first alone: the others wait for another request. */
  List<Answer> answer(GateRequest request) {
    return of(Answer.class, request, 1);
  }

  void runBefore(GateRequest request) {
    of(Before.class, request, Integer.MAX_VALUE).forEach(before -> before.work().run());
  }

  List<After> after(GateRequest request) {
    return of(After.class, request, Integer.MAX_VALUE);
  }

  OptionalLong cut(GateRequest request) {
    return of(Cut.class, request, 1).stream().mapToLong(Cut::bytes).findFirst();
  }

  private <T extends Act> List<T> of(Class<T> type, GateRequest request, int most) {
    return rules.stream()
        .filter(rule -> type.isInstance(rule.act()) && rule.applies(request))
        .limit(most)
        .map(rule -> type.cast(rule.act()))
        .toList();
  }
}
