package org.scangate.pure.local;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.scangate.pure.Scope;
import org.scangate.pure.Standing;
import org.scangate.pure.Visitor;

/** Shows the visitor what was listed. On the thread of the one who walks. */
final class Walk {

  private final Scope scope;
  private final Visitor visitor;
  private final Shelf shelf;
  private final Orphans orphans;

  Walk(Scope scope, Visitor visitor, Shelf shelf, Orphans orphans) {
    this.scope = scope;
    this.visitor = visitor;
    this.shelf = shelf;
    this.orphans = orphans;
  }

  /** Shows a batch and releases it. */
  void show(Batch batch) throws InterruptedException {
    Listing listing = batch.listing();
    try {
      tell(batch);
      long now = shelf.clock().now();
      for (Batch.Entry entry : batch.entries()) {
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
    shelf.throwIfClosed();
    if (Thread.interrupted()) {
      throw new InterruptedException("The walk was interrupted");
    }
    visitor.goesOn();
  }

  Visitor visitor() {
    return visitor;
  }

  private void tell(Batch batch) {
    for (Batch.Failure failure : batch.failures()) {
      visitor.failed(Names.place(failure.what()), failure.why());
    }
    Node node = batch.listing().node();
    if (batch.problem() == null) {
      if (batch.isLast()) {
        node.worksAgain();
      }
    } else if (node.fails() || scope == Scope.ALL) { // not the same each minute
      visitor.failed(Names.place(batch.listing().path()), batch.problem());
    }
  }

  private void show(Listing listing, Batch.Entry entry, long now) throws InterruptedException {
    OpenFolder folder = listing.folder();
    try {
      FileState state = entry.state() == null ? folder.stateOf(entry.name()) : entry.state();
      show(listing, entry.name(), state, now);
    } catch (NoSuchFileException e) {
      // deleted since its name was read: what is gone needs no verdict
    } catch (IOException e) {
      visitor.failed(Names.place(folder.path().resolve(entry.name())), Why.of(e));
    }
  }

  private void show(Listing listing, Path name, FileState state, long now)
      throws IOException, InterruptedException {
    OpenFolder folder = listing.folder();
    Path verdict = Names.verdictOf(folder.path(), name);
    BasicFileAttributes attributes = null;
    try {
      attributes = folder.attributesOf(verdict);
      listing.verdictFound();
    } catch (NoSuchFileException e) {
      // it has none yet
    }
    if (!state.regular()) {
      if (scope == Scope.ALL) {
        visitor.failed(
            Names.place(folder.path().resolve(name)),
            "not a regular file: it is neither opened nor scanned, and gets no verdict");
      }
      return;
    }
    Standing standing = Standings.of(state, attributes, now);
    visitor.visit(new LocalFile(shelf, listing, name, state, verdict, standing));
  }

  private void end(Listing listing) throws InterruptedException {
    if (scope == Scope.ALL && listing.isComplete()) {
      if (listing.mayHaveOrphans()) {
        orphans.search(listing, this);
      }
      if (visitor.mayWrite()) {
        shelf.temporaries().clear(listing, visitor);
      }
    }
    listing.visited();
  }
}
