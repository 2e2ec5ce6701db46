package org.scangate.config;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** A source whose values change while it is in use, and that can fail as a database does. */
final class ChangingSource implements ConfigSource {

  final Map<String, String> values = new TreeMap<>();
  final Set<String> asked = new TreeSet<>();
  final AtomicInteger askedForNames = new AtomicInteger();
  Supplier<Throwable> failure = () -> null;

  @Override
  public Set<String> getPropertyNames() {
    askedForNames.incrementAndGet();
    fail();
    return Set.copyOf(values.keySet());
  }

  @Override
  public String getValue(String key) {
    if (key.startsWith("scangate.")) {
      asked.add(key);
      fail();
    }
    return values.get(key);
  }

  @Override
  public String getName() {
    return "changing";
  }

  @Override
  public int getOrdinal() {
    return 200;
  }

  private void fail() {
    Throwable throwable = failure.get();
    if (throwable != null) {
      ChangingSource.<RuntimeException>sneak(throwable);
    }
  }

  /** Throws what the compiler would not let out of here. */
  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void sneak(Throwable throwable) throws T {
    throw (T) throwable;
  }
}
