package org.scangate.pure.s3;

import java.util.LinkedHashMap;
import java.util.Map;
import org.scangate.pure.Scope;
import org.scangate.pure.s3.S3Settings.Root;
import org.scangate.pure.s3.S3Store.Connection;

/**
 * How far the walks through changes and through everything have come, which go on side by side.
 * What a walk has shown counts when it has ended and left nothing. What walks of changes beside one
 * of everything have shown counts when that one has: until then nobody says what they have left.
 *
 * <p>Whatever makes nothing of what was shown (another service, a dry run that is over, a place
 * that was forgotten) begins anew with other {@link ListingProgress}; a walk that goes on has those
 * that it began with, and nobody asks them any more.
 */
final class OpenWalks {

  private final KnownObjects memory;

  private Connection connection;
  private Map<Root, ListingProgress> listings = Map.of();

  /** Whether what was shown last was shown to somebody who writes nothing. */
  private boolean dryRun;

  /** Has begun, and nobody has said how it has ended. */
  private boolean allGoesOn;

  /** The same of one of changes. */
  private boolean changesGoOn;

  /** Something was left by a walk of changes beside the one of everything. */
  private boolean leftBeside;

  OpenWalks(KnownObjects memory) {
    this.memory = memory;
  }

  /**
   * A walk of changes or of everything begins.
   *
   * @return the roots in their order, and how far their listings have come
   */
  synchronized Map<Root, ListingProgress> begins(Scope scope, Connection now, boolean mayWrite) {
    endWhatNobodyHas(scope);
    if (!now.equals(connection) || (dryRun && mayWrite)) {
      connection = now;
      beginAnew();
    }
    dryRun = !mayWrite;
    if (scope == Scope.ALL) {
      allGoesOn = true;
    } else {
      changesGoOn = true;
    }
    return listings;
  }

  /** Of a walk that went wrong nobody may have said that it has ended. */
  private void endWhatNobodyHas(Scope scope) {
    if (allGoesOn ? scope == Scope.ALL : changesGoOn) {
      ended(allGoesOn ? Scope.ALL : Scope.CHANGES, false);
    }
  }

  /** As {@link org.scangate.pure.Store#ended}. */
  synchronized void ended(Scope scope, boolean complete) {
    switch (scope) {
      case ALL -> {
        boolean nothingLeft = complete && !leftBeside;
        listings.values().forEach(one -> one.fullEnded(nothingLeft));
        memory.allEnded(nothingLeft);
        memory.changesEnded(nothingLeft);
        allGoesOn = false;
        changesGoOn = false;
        leftBeside = false;
      }
      case CHANGES -> changesEnded(complete);
      case VERDICTS -> memory.checkEnded(complete);
      case BLOCKED, LOOK, TOLD -> {
        return;
      }
    }
    if (memory.hasForgotten()) {
      beginAnew();
    }
  }

  private void changesEnded(boolean complete) {
    if (allGoesOn) {
      leftBeside |= !complete;
      if (!complete) {
        memory.changesEnded(false);
      }
    } else {
      listings.values().forEach(one -> one.roundEnded(complete));
      memory.changesEnded(complete);
      changesGoOn = false;
    }
  }

  private void beginAnew() {
    Map<Root, ListingProgress> fresh = new LinkedHashMap<>();
    if (connection != null) {
      connection.settings().roots().forEach(root -> fresh.put(root, new ListingProgress()));
    }
    listings = fresh;
  }
}
