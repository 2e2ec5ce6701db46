package org.scangate.pure.local;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.scangate.pure.StoredFile;
import org.scangate.pure.VerdictDocument;
import org.scangate.pure.VerdictFreshness;
import org.scangate.scan.Sample;
import org.scangate.scan.ScanId;

/** A {@code .bin} as it was listed. */
final class LocalFile implements StoredFile {

  /** Times on disk have a grain: within it a file may change and look as before. */
  private static final Duration GRAIN = Duration.ofSeconds(2);

  private final StoreContext context;
  private final OpenFolder folder;
  private final Path name;
  private final Path verdict;
  private final BinFileState listed;
  private final VerdictFreshness freshness;
  private String place;

  LocalFile(
      StoreContext context,
      FolderListing listing,
      Path name,
      BinFileState listed,
      Path verdict,
      VerdictFreshness freshness) {
    this.context = context;
    this.folder = listing.folder();
    this.name = name;
    this.listed = listed;
    this.verdict = verdict;
    this.freshness = freshness;
  }

  /** Made once: everybody asks for it, to look it up and to log it. */
  @Override
  public String place() {
    String known = place;
    if (known == null) {
      known = StoreFileNames.place(path());
      place = known;
    }
    return known;
  }

  @Override
  public long size() {
    return listed.size();
  }

  @Override
  public Instant changed() {
    return Instant.ofEpochSecond(0, listed.changed());
  }

  @Override
  public Duration age() {
    return Duration.ofNanos(context.clock().now() - listed.changed()).abs();
  }

  @Override
  public boolean settled(Duration settle) {
    return age().compareTo(settle.compareTo(GRAIN) < 0 ? GRAIN : settle) >= 0;
  }

  @Override
  public VerdictFreshness freshness() {
    return freshness;
  }

  @Override
  public Optional<VerdictDocument> verdict() throws IOException {
    return context.verdicts().read(folder, verdict);
  }

  @Override
  public Sample sample() {
    return new LocalSample(this, context.root().path());
  }

  @Override
  public boolean unchanged() {
    try {
      // By path, and by handle: somebody may have put another folder in this one's place.
      return unchangedByPath() && (!folder.isByHandle() || isThisFile());
    } catch (IOException e) {
      return false; // gone, or out of reach: nothing is known of it any more
    }
  }

  @Override
  public boolean hasNewVerdict() {
    try {
      return freshness != VerdictFreshness.CURRENT
          && FreshnessCheck.isAsPublished(folder.attributesOf(verdict), listed);
    } catch (IOException e) {
      return false; // none, as a rule
    }
  }

  /** Whether its name still belongs to it; it may have changed. */
  boolean isWhereItWas() {
    try {
      return listed.regular() && isThisFile();
    } catch (IOException e) {
      return false;
    }
  }

  private boolean isThisFile() throws IOException {
    BasicFileAttributes now = folder.attributesOf(name);
    return now.isRegularFile() && Objects.equals(now.fileKey(), listed.key());
  }

  @Override
  public boolean seemsUnchanged() {
    try {
      return unchangedByPath();
    } catch (IOException e) {
      return false;
    }
  }

  private boolean unchangedByPath() throws IOException {
    return listed.regular() && folder.stateOf(name).equals(listed);
  }

  @Override
  public boolean publish(VerdictDocument document) throws IOException {
    return context.verdicts().publish(this, document);
  }

  @Override
  public Optional<UUID> vouch(VerdictDocument before) throws IOException {
    UUID id = ScanId.bound(listed.binding());
    boolean published =
        settled(GRAIN)
            && publish(
                new VerdictDocument(
                    before.provider(), before.timestamp(), Optional.of(id), before.status()));
    return published ? Optional.of(id) : Optional.empty();
  }

  @Override
  public void revisit() {
    context.revisit(folder.path());
  }

  @Override
  public void hold() {
    folder.hold();
  }

  @Override
  public void release() {
    folder.release();
  }

  /** What lies there now; empty: nothing. */
  Optional<BinFileState> now() throws IOException {
    try {
      return Optional.of(folder.stateOf(name));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  BinFileState listed() {
    return listed;
  }

  OpenFolder folder() {
    return folder;
  }

  Path name() {
    return name;
  }

  Path path() {
    return folder.path().resolve(name);
  }

  Path verdictName() {
    return verdict;
  }
}
