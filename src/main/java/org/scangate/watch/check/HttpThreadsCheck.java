package org.scangate.watch.check;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Whether Payara has too few threads for requests: its own limit is 5 for each listener, and five
 * uploads of slow clients keep everybody else waiting. Payara tells its limit to nobody (its MBeans
 * are there only when monitoring is on), so its threads are counted: more than 5 show that the
 * limit was raised, and 5 that are all at work that it may not be.
 */
public final class HttpThreadsCheck implements Check {

  private static final String POOL = "http-thread-pool::";
  private static final int OWN_LIMIT = 5;
  private static final String SET = "asadmin set configs.config.server-config.";
  private static final String SIZE = "http-thread-pool.max-thread-pool-size=256";

  /** The method in which a thread of a pool waits for work, in Grizzly's as in the JDK's. */
  private static final String WAITS_IN = "getTask";

  private final Supplier<Map<String, Boolean>> threads;
  private long most;
  private Set<String> fullBefore = Set.of();

  /** Threads of one listener. */
  private static final class Listener {
    private long all;
    private long atWork;

    boolean isFull() {
      return all == OWN_LIMIT && atWork == all;
    }
  }

  /**
   * @param threads by name: whether it is at work
   */
  HttpThreadsCheck(Supplier<Map<String, Boolean>> threads) {
    this.threads = threads;
  }

  /** Of this process. */
  public static HttpThreadsCheck ofThisProcess() {
    return new HttpThreadsCheck(HttpThreadsCheck::seen);
  }

  private static Map<String, Boolean> seen() {
    Map<String, Boolean> all = new TreeMap<>();
    Thread.getAllStackTraces()
        .forEach(
            (thread, stack) -> {
              if (thread.getName().startsWith(POOL)) {
                all.put(
                    thread.getName(),
                    Arrays.stream(stack)
                        .noneMatch(frame -> frame.getMethodName().equals(WAITS_IN)));
              }
            });
    return all;
  }

  @Override
  public String name() {
    return "http-threads";
  }

  @Override
  public CheckSchedule schedule() {
    return CheckSchedule.every(Duration.ofSeconds(30));
  }

  @Override
  public synchronized CheckResult look() {
    Map<String, Listener> listeners = counted();
    if (listeners.isEmpty()) {
      return CheckResult.notApplicable("This server has no threads that are named as Payara's.");
    }
    listeners.values().forEach(one -> most = Math.max(most, one.all));
    CheckResult result = judged(fullAgain(listeners)).explainedBy("operate/capacity.html");
    for (Map.Entry<String, Listener> one : listeners.entrySet()) {
      String figures = "%s of %s at work".formatted(one.getValue().atWork, one.getValue().all);
      result = result.with(one.getKey(), figures);
    }
    return result;
  }

  private Map<String, Listener> counted() {
    Map<String, Listener> listeners = new TreeMap<>();
    threads
        .get()
        .forEach(
            (name, atWork) -> {
              Listener one = listeners.computeIfAbsent(listener(name), any -> new Listener());
              one.all++;
              one.atWork += atWork ? 1 : 0;
            });
    return listeners;
  }

  /** Those that are full and were full at the look before. */
  private Set<String> fullAgain(Map<String, Listener> listeners) {
    Set<String> before = fullBefore;
    fullBefore =
        listeners.entrySet().stream()
            .filter(one -> one.getValue().isFull())
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    Set<String> again = new TreeSet<>(fullBefore);
    again.retainAll(before);
    return again;
  }

  private static String listener(String thread) {
    int number = thread.indexOf('(');
    return thread.substring(POOL.length(), number < 0 ? thread.length() : number);
  }

  private CheckResult judged(Set<String> full) {
    if (most > OWN_LIMIT) {
      return CheckResult.ok("The server may have more HTTP threads than Payara's own 5.");
    }
    if (!full.isEmpty()) {
      return CheckResult.warning(
              "All 5 HTTP threads of the server are at work, and 5 is Payara's own limit: unless it"
                  + " was raised, who comes next waits, /conncheck included. Raise it, once, when"
                  + " few upload: who uploads at that moment is broken off.")
          .mendedBy(raise(full));
    }
    return CheckResult.notApplicable(
        "Payara does not tell how many HTTP threads it may have, and %s were enough until now."
            .formatted(most));
  }

  /** A pool takes its new size when its listener begins anew. */
  private static String raise(Set<String> listeners) {
    StringBuilder typed = new StringBuilder(SET + "thread-pools.thread-pool." + SIZE);
    for (String listener : listeners) {
      for (boolean enabled : new boolean[] {false, true}) {
        String begun = "network-config.network-listeners.network-listener.%s.enabled=%s";
        typed.append(enabled ? "; " : " && "); // whatever came before: none stays off
        typed.append(SET).append(ShellWord.of(begun.formatted(listener, enabled)));
      }
    }
    return typed.toString();
  }
}
