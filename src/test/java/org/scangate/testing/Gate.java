package org.scangate.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.scangate.scan.Sample;
import org.scangate.scan.Verdict.Clean;

/** Holds every scan until it is let go, and remembers in which order they came. */
public final class Gate {
  public final List<String> came = Collections.synchronizedList(new ArrayList<>());
  private final Map<CountDownLatch, Sample> inside = new LinkedHashMap<>();
  private boolean open;

  public ScriptedScanner scanner(String name) {
    return new ScriptedScanner(
        name,
        (sample, deadline) -> {
          hold(sample);
          return ScriptedScanner.answer(name, new Clean());
        });
  }

  private void hold(Sample sample) {
    CountDownLatch mayGo = new CountDownLatch(1);
    synchronized (this) {
      if (open) {
        return;
      }
      came.add(sample.name());
      inside.put(mayGo, sample);
    }
    try {
      mayGo.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public synchronized void letTheLongestGo() {
    CountDownLatch first = inside.keySet().iterator().next();
    inside.remove(first);
    first.countDown();
  }

  public synchronized void open() {
    open = true;
    inside.keySet().forEach(CountDownLatch::countDown);
  }

  public synchronized int inside() {
    return inside.size();
  }

  public synchronized long background() {
    return inside.values().stream().filter(Sample::background).count();
  }
}
