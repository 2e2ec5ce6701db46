package org.scangate.pure.local;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.BooleanSupplier;
import org.scangate.pure.Scope;
import org.scangate.pure.VerdictFreshness;
import org.scangate.pure.Visitor;

/**
 * Shows the visitor what was listed. On the thread of the one who walks. What it does beside that
 * goes by the scope: a walk through {@link Scope#ALL} looks for orphans and for what a crash left;
 * it and one through {@link Scope#CHANGES} remember what they have visited. One with another aim,
 * which may pass over what is new, leaves no trace.
 */
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

  /** Shows one file, without looking at what lies beside it. */
  void showAlone(OpenFolder folder, Path name) throws InterruptedException {
    ListingBatch batch =
        new ListingBatch(new FolderListing(null, null, folder.path(), folder, 0, false));
    batch.add(name, null);
    show(batch);
  }

  /** To be called now and then. */
  void goesOn() throws InterruptedException {
    goesOn(visitor, context.closed());
  }

  static void goesOn(Visitor visitor, BooleanSupplier closed) throws InterruptedException {
    if (closed.getAsBoolean()) {
      throw new IllegalStateException("The store is closed");
    }
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
    FolderListing listing = batch.listing();
    if (batch.problem() == null) {
      if (remembers() && batch.isLast()) {
        listing.remembered().worksAgain();
      }
      return;
    }
    boolean news = remembers() && listing.remembered().fails();
    if (news || scope != Scope.CHANGES) { // not the same each minute
      visitor.failed(StoreFileNames.place(listing.path()), batch.problem());
    }
  }

  private boolean remembers() {
    return scope == Scope.ALL || scope == Scope.CHANGES;
  }

  private void show(FolderListing listing, ListingBatch.Entry entry, long now)
      throws InterruptedException {
    OpenFolder folder = listing.folder();
    try {
      BinFileState state = entry.state() == null ? folder.stateOf(entry.name()) : entry.state();
      show(listing, entry.name(), state, now);
    } catch (NoSuchFileException e) {
      listing.passedOver(); // what is gone needs no verdict
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
    if (takenBack || scope != Scope.CHANGES) {
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
    if (remembers()) {
      listing.visited();
    }
  }
}
