package org.scangate.pure.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.scangate.pure.StoredFile;
import org.scangate.pure.VerdictFreshness;
import org.scangate.pure.Visitor;

/** Writes down what a walk shows, and does something with each file. */
class Recorder implements Visitor {

  private final Act act;
  private final Map<String, VerdictFreshness> seen = new LinkedHashMap<>();
  private final List<String> failures = new ArrayList<>();
  private final Map<String, Instant> orphans = new LinkedHashMap<>();
  private boolean deletes;
  private boolean mayWrite = true;
  private int shown;
  private int wentOn;
  private Runnable between = () -> {};

  interface Act {
    void on(StoredFile file) throws IOException, InterruptedException;
  }

  Recorder() {
    this(file -> {});
  }

  Recorder(Act act) {
    this.act = act;
  }

  /** Has orphans deleted. */
  Recorder deleting() {
    deletes = true;
    return this;
  }

  Recorder dryRun() {
    mayWrite = false;
    return this;
  }

  /** Done each time the walk says that it goes on. */
  Recorder between(Runnable work) {
    between = work;
    return this;
  }

  /** By the last part of the place. */
  Map<String, VerdictFreshness> seen() {
    return seen;
  }

  /** How often a file was shown, the same one counted again. */
  int shown() {
    return shown;
  }

  int wentOn() {
    return wentOn;
  }

  /** As {@code what: why}. */
  List<String> failures() {
    return failures;
  }

  Map<String, Instant> orphans() {
    return orphans;
  }

  @Override
  public void visit(StoredFile file) throws InterruptedException {
    String place = file.place();
    shown++;
    seen.put(place.substring(place.lastIndexOf('/') + 1), file.freshness());
    try {
      act.on(file);
    } catch (IOException e) {
      failures.add(place + ": " + e.getMessage());
    }
  }

  @Override
  public void goesOn() {
    wentOn++;
    between.run();
  }

  @Override
  public void failed(String what, String why) {
    failures.add(what + ": " + why);
  }

  @Override
  public boolean orphan(String what, Instant since) {
    orphans.put(Path.of(what).getFileName().toString(), since);
    return deletes;
  }

  @Override
  public boolean mayWrite() {
    return mayWrite;
  }
}
