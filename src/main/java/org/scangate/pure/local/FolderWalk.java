package org.scangate.pure.local;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.scangate.pure.Scope;
import org.scangate.pure.VerdictFreshness;
import org.scangate.pure.Visitor;

/** Shows the visitor what was listed. On the thread of the one who walks. */
final class FolderWalk {

  private final Scope scope;
  private final Visitor visitor;
  private final StoreContext context;
  private final Orphans orphans;

  FolderWalk(Scope scope, Visitor visitor, StoreContext context, Orphans orphans) {
    this.scope = scope;
    this.visitor = visitor;
    this.context = context;
    this.orphans = orphans;
  }

  /** Shows a batch and releases it. */
  void show(ListingBatch batch) throws InterruptedException {
    FolderListing listing = batch.listing();
    try {
      tell(batch);
      long now = context.clock().now();
      for (ListingBatch.Entry entry : batch.entries()) {
        show(listing, entry, now);
      }
      if (batch.isLast()) {
        end(listing);
      }
      goesOn();
    } finally {
      batch.release();
    }
  }

  /** To be called now and then. */
  void goesOn() throws InterruptedException {
    context.throwIfClosed();
    if (Thread.interrupted()) {
      throw new InterruptedException("The walk was interrupted");
    }
    visitor.goesOn();
  }

  Visitor visitor() {
    return visitor;
  }

  private void tell(ListingBatch batch) {
    for (ListingBatch.Failure failure : batch.failures()) {
      visitor.failed(StoreFileNames.place(failure.what()), failure.why());
    }
    FolderMemory remembered = batch.listing().remembered();
    if (batch.problem() == null) {
      if (batch.isLast()) {
        remembered.worksAgain();
      }
    } else if (remembered.fails() || scope == Scope.ALL) { // not the same each minute
      visitor.failed(StoreFileNames.place(batch.listing().path()), batch.problem());
    }
  }

  private void show(FolderListing listing, ListingBatch.Entry entry, long now)
      throws InterruptedException {
    OpenFolder folder = listing.folder();
    try {
      BinFileState state = entry.state() == null ? folder.stateOf(entry.name()) : entry.state();
      show(listing, entry.name(), state, now);
    } catch (NoSuchFileException e) {
      // deleted since its name was read: what is gone needs no verdict
    } catch (IOException e) {
      visitor.failed(StoreFileNames.place(folder.path().resolve(entry.name())), FileErrors.of(e));
    }
  }

  private void show(FolderListing listing, Path name, BinFileState state, long now)
      throws IOException, InterruptedException {
    OpenFolder folder = listing.folder();
    Path verdict = StoreFileNames.verdictOf(folder.path(), name);
    BasicFileAttributes attributes = null;
    try {
      attributes = folder.attributesOf(verdict);
      listing.verdictFound();
    } catch (NoSuchFileException e) {
      // it has none yet
    }
    if (state.regular()) {
      VerdictFreshness freshness = freshness(listing, verdict, state, attributes, now);
      visitor.visit(new LocalFile(context, listing, name, state, verdict, freshness));
    } else {
      irregular(new LocalFile(context, listing, name, state, verdict, VerdictFreshness.CHANGED));
    }
  }

  private VerdictFreshness freshness(
      FolderListing listing,
      Path verdict,
      BinFileState state,
      BasicFileAttributes attributes,
      long now) {
    VerdictFreshness byDate = FreshnessCheck.of(state, attributes, now);
    boolean saysMore = byDate == VerdictFreshness.CURRENT || byDate == VerdictFreshness.TOUCHED;
    if (!saysMore || FreshnessCheck.isAsPublished(attributes, state)) {
      return byDate;
    }
    try {
      return context
          .verdicts()
          .read(listing.folder(), verdict)
          .map(read -> FreshnessCheck.ofRead(byDate, attributes, state, read))
          .orElse(byDate);
    } catch (IOException e) {
      return byDate; // who reads it next, or the check of verdicts, tells
    }
  }

  /** A link, a folder, a FIFO, where there was perhaps a file that was OK. */
  private void irregular(LocalFile file) {
    boolean takenBack = false;
    try {
      takenBack = visitor.mayWrite() && context.verdicts().takeBackOk(file);
    } catch (IOException e) {
      visitor.failed(file.place(), "is no regular file any more, and its OK stays: " + e);
      return;
    }
    if (takenBack || scope == Scope.ALL) {
      visitor.failed(
          file.place(),
          "not a regular file: it is neither opened nor scanned, and gets no verdict"
              + (takenBack ? "; the OK beside it is taken back" : ""));
    }
  }

  private void end(FolderListing listing) throws InterruptedException {
    if (scope == Scope.ALL && listing.isComplete()) {
      if (listing.mayHaveOrphans()) {
        orphans.search(listing, this);
      }
      if (visitor.mayWrite()) {
        context.temporaries().clear(listing, visitor);
      }
    }
    listing.visited();
  }
}
