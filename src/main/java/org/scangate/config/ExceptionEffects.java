package org.scangate.config;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import org.scangate.journal.ExceptionRegister;
import org.scangate.journal.KnownPlace;
import org.scangate.pure.sweep.Sweeps;
import org.scangate.scan.ContentException;
import org.scangate.scan.VerdictCache;

/**
 * What follows when an exception begins or ends: nobody believes any more what is known of that
 * content, and the stores are scanned where it lies. Where it is known to lie comes first; a full
 * walk then meets every file of its size.
 */
record ExceptionEffects(VerdictCache cache, Sweeps sweeps) implements ExceptionRegister.Listener {

  private static final Logger LOG = System.getLogger(ExceptionEffects.class.getName());

  @Override
  public void changed(ContentException exception, boolean holds, List<KnownPlace> places) {
    LOG.log(
        Level.INFO,
        "{0}: content {1} is {2} {3}; {4} places are known and scanned again",
        exception.name(),
        exception.sha256(),
        holds ? "from now on" : "no longer",
        exception.kind() == ContentException.Kind.ALLOWED ? "allowed" : "blocked",
        Integer.toString(places.size()));
    cache.forget(exception.sha256());
    places.forEach(known -> sweeps.rescan(known.entry(), exception.name(), place(known)));
    sweeps.lookAtAll();
  }

  /** A rescan takes no version: all of an object are looked at. */
  private static String place(KnownPlace known) {
    int version = known.entry().equals("s3") ? known.place().lastIndexOf("?versionId=") : -1;
    return version < 0 ? known.place() : known.place().substring(0, version);
  }
}
