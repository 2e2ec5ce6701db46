package org.scangate.pure.sweep;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.scangate.pure.Status;
import org.scangate.pure.StoredFile;
import org.scangate.pure.VerdictDocument;
import org.scangate.pure.VerdictFreshness;
import org.scangate.scan.Sample;
import org.scangate.testing.TestSample;

/** A file of a {@link MemoryStore}, with its verdict and the faults that a test wants. */
final class MemoryFile {

  /** What comes of the attempt to write a verdict. */
  enum Writing {
    WORKS,
    FINDS_IT_CHANGED,
    FAILS
  }

  final AtomicInteger held = new AtomicInteger();
  final AtomicInteger holds = new AtomicInteger();
  final AtomicInteger revisits = new AtomicInteger();
  final AtomicInteger verdictsRead = new AtomicInteger();
  final AtomicInteger samples = new AtomicInteger();

  volatile Writing writing = Writing.WORKS;
  volatile boolean verdictUnreadable;
  volatile long size = 1000;

  /** What it begins with; the rest is zeros. */
  volatile byte[] head = {};

  /** Thrown when its content is wanted. */
  volatile RuntimeException fault;

  private volatile RuntimeException faultOfVerdict;

  private final MemoryStore store;
  private final String place;
  private volatile VerdictFreshness freshness = VerdictFreshness.MISSING;
  private volatile Map<String, String> verdict = Map.of();
  private volatile long changedAt = System.nanoTime() - Duration.ofHours(1).toNanos();
  private volatile int version;

  MemoryFile(MemoryStore store, String place) {
    this.store = store;
    this.place = place;
  }

  /** With this verdict, which stands to the file as said. */
  MemoryFile verdict(VerdictFreshness with, VerdictDocument document) {
    return texts(with, document.texts());
  }

  /** With a verdict as others may have written it; without a status it is damaged. */
  MemoryFile texts(VerdictFreshness with, Map<String, String> texts) {
    freshness = with;
    verdict = texts;
    return this;
  }

  /** Whoever reads its verdict gets this. */
  MemoryFile unreadableFor(RuntimeException because) {
    faultOfVerdict = because;
    return this;
  }

  /** Last changed so long ago. */
  MemoryFile aged(Duration age) {
    changedAt = System.nanoTime() - age.toNanos();
    return this;
  }

  /** Somebody writes it anew. */
  synchronized void change() {
    version++;
    freshness = verdict.isEmpty() ? VerdictFreshness.MISSING : VerdictFreshness.CHANGED;
    changedAt = System.nanoTime();
    store.changed(place);
  }

  Optional<VerdictDocument> document() {
    return VerdictDocument.of(verdict);
  }

  /** Null when there is none, or none that can be understood. */
  Status status() {
    return document().map(VerdictDocument::status).orElse(null);
  }

  VerdictFreshness freshness() {
    return freshness;
  }

  StoredFile listed() {
    return new Listed(this, freshness, version);
  }

  private synchronized boolean write(VerdictDocument document, int listedVersion)
      throws IOException {
    if (writing == Writing.FAILS) {
      throw new IOException("no space left on device");
    }
    if (writing == Writing.FINDS_IT_CHANGED || version != listedVersion) {
      return false;
    }
    store.events.add(document.status() + " " + place);
    verdict = document.texts();
    freshness =
        document.status() == Status.PENDING ? VerdictFreshness.CHANGED : VerdictFreshness.CURRENT;
    return true;
  }

  /** As it was when it was listed. */
  private record Listed(MemoryFile file, VerdictFreshness freshness, int version)
      implements StoredFile {

    @Override
    public String place() {
      return file.place;
    }

    @Override
    public long size() {
      return file.size;
    }

    @Override
    public Instant changed() {
      return Instant.now().minus(age());
    }

    @Override
    public Duration age() {
      return Duration.ofNanos(System.nanoTime() - file.changedAt);
    }

    @Override
    public boolean settled(Duration settle) {
      return age().compareTo(settle) >= 0;
    }

    @Override
    public Optional<VerdictDocument> verdict() throws IOException {
      file.verdictsRead.incrementAndGet();
      if (file.faultOfVerdict != null) {
        throw file.faultOfVerdict;
      }
      if (file.verdictUnreadable) {
        throw new IOException("permission denied");
      }
      return file.document();
    }

    @Override
    public Sample sample() {
      if (file.fault != null) {
        throw file.fault;
      }
      file.samples.incrementAndGet();
      long now = size();
      return TestSample.of(now, () -> new ByteArrayInputStream(content(now)))
          .named(file.place)
          .inBackground();
    }

    private byte[] content(long now) {
      return Arrays.copyOf(file.head, Math.toIntExact(now));
    }

    @Override
    public boolean unchanged() {
      return version == file.version;
    }

    @Override
    public boolean hasNewVerdict() {
      return freshness != VerdictFreshness.CURRENT
          && file.freshness == VerdictFreshness.CURRENT
          && unchanged();
    }

    @Override
    public boolean publish(VerdictDocument verdict) throws IOException {
      return file.write(verdict, version);
    }

    @Override
    public void revisit() {
      file.revisits.incrementAndGet();
      file.store.changed(file.place);
    }

    @Override
    public void hold() {
      file.held.incrementAndGet();
      file.holds.incrementAndGet();
    }

    @Override
    public void release() {
      file.held.decrementAndGet();
    }
  }
}
