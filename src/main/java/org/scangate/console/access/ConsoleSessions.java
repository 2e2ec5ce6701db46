package org.scangate.console.access;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** Sessions of people, in memory: they end with the process, and their number is bounded. */
final class ConsoleSessions {

  static final Duration IDLE = Duration.ofMinutes(30);
  static final Duration LONGEST = Duration.ofHours(12);
  static final int MAX_SESSIONS = 1_000;
  static final int MAX_OF_ONE = 20;

  private static final int RANDOM_BYTES = 32;

  private final LongSupplier nanoTime;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, ConsoleSession> byName = new HashMap<>();

  ConsoleSessions(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** A session that has begun, and its name, which is a secret. */
  record Begun(String name, ConsoleSession session) {}

  synchronized Begun begin(ConsoleUser user) {
    byName.values().removeIf(one -> one.isOver(IDLE, LONGEST));
    makeRoom(MAX_OF_ONE, one -> one.user().name().equals(user.name()));
    makeRoom(MAX_SESSIONS, one -> true);
    Begun begun = new Begun(secret(), new ConsoleSession(user, secret(), nanoTime));
    byName.put(begun.name(), begun.session());
    return begun;
  }

  /** Ends the one that was not used for longest. */
  private void makeRoom(int most, Predicate<ConsoleSession> among) {
    if (byName.values().stream().filter(among).count() >= most) {
      byName.entrySet().stream()
          .filter(one -> among.test(one.getValue()))
          .min(Comparator.comparingLong(one -> one.getValue().used()))
          .map(Map.Entry::getKey)
          .ifPresent(byName::remove);
    }
  }

  synchronized Optional<ConsoleSession> find(String name) {
    ConsoleSession session = byName.get(name);
    if (session == null) {
      return Optional.empty();
    }
    if (session.isOver(IDLE, LONGEST)) {
      byName.remove(name);
      return Optional.empty();
    }
    return Optional.of(session);
  }

  synchronized void end(String name) {
    byName.remove(name);
  }

  /** Ends those of a name, however it is written, and tells how many. */
  synchronized int endAll(String user) {
    int before = byName.size();
    String letters = ConsoleUser.letters(user);
    byName.values().removeIf(one -> ConsoleUser.letters(one.user().name()).equals(letters));
    return before - byName.size();
  }

  /** Everybody, by their names. */
  synchronized List<LoggedIn> people() {
    byName.values().removeIf(one -> one.isOver(IDLE, LONGEST));
    Map<ConsoleUser, LoggedIn> people =
        new TreeMap<>(
            Comparator.comparing(ConsoleUser::name)
                .thenComparing(ConsoleUser::source)
                .thenComparing(ConsoleUser::role));
    for (ConsoleSession one : byName.values()) {
      people.merge(one.user(), new LoggedIn(one.user(), 1, one.idle()), LoggedIn::with);
    }
    return List.copyOf(people.values());
  }

  synchronized int size() {
    return byName.size();
  }

  String secret() {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
