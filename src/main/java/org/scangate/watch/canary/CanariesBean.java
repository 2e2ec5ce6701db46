package org.scangate.watch.canary;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.scangate.scan.LogText;

/** Canaries as JMX shows them. */
public record CanariesBean(Canaries canaries) implements CanariesMXBean {

  private Map<String, String> each(Function<CanaryStatus, String> what) {
    Map<String, String> all = new TreeMap<>();
    canaries.statuses().forEach(one -> all.put(one.name(), what.apply(one)));
    return all;
  }

  @Override
  public Map<String, String> getStates() {
    return each(one -> one.state().name());
  }

  @Override
  public int getFailed() {
    return (int)
        canaries.statuses().stream()
            .filter(one -> one.state() == CanaryStatus.State.FAILED)
            .count();
  }

  @Override
  public int getRunning() {
    return (int) canaries.statuses().stream().filter(CanaryStatus::running).count();
  }

  @Override
  public Map<String, String> getProblems() {
    return each(CanaryStatus::problem);
  }

  @Override
  public Map<String, String> getLastSuccess() {
    return each(one -> one.lastSuccess().map(Instant::toString).orElse(""));
  }

  @Override
  public Map<String, String> getNext() {
    return each(one -> one.next().toString());
  }

  @Override
  public String run(String name, String who) {
    if (who == null || who.isBlank()) {
      return "not tried: the second argument is who asks for it";
    }
    String by = LogText.of(who.strip());
    return canaries
        .run(name, by)
        .map(one -> "it is being tried: " + one.name())
        .orElseGet(() -> "there is no canary of this name; there are: " + getStates().keySet());
  }
}
