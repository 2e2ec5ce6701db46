package org.scangate.watch.silence;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Silence as JMX shows it. */
public record SilenceBean(Supplier<List<SilenceStatus>> statuses) implements SilenceMXBean {

  private <T> Map<String, T> each(Function<SilenceStatus, T> what) {
    Map<String, T> all = new TreeMap<>();
    statuses.get().forEach(one -> all.put(one.site(), what.apply(one)));
    return all;
  }

  private List<SilenceStatus> tooLong() {
    return statuses.get().stream().filter(one -> one.level() != SilenceLevel.NONE).toList();
  }

  @Override
  public Map<String, String> getLevels() {
    return each(one -> one.level().name());
  }

  @Override
  public int getTooLong() {
    return tooLong().size();
  }

  @Override
  public Map<String, Long> getSilentSeconds() {
    return each(one -> one.silent().toSeconds());
  }

  @Override
  public Map<String, Long> getBoundSeconds() {
    return each(one -> one.rule().bound().toSeconds());
  }

  @Override
  public Map<String, String> getLastHeard() {
    return each(one -> one.heard().map(Instant::toString).orElse(""));
  }

  @Override
  public String getProblem() {
    return tooLong().stream().map(SilenceStatus::sentence).collect(Collectors.joining("\n"));
  }
}
