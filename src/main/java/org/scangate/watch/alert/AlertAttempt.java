package org.scangate.watch.alert;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.scangate.journal.AlertRecord;
import org.scangate.scan.LogText;

/** One attempt through one channel: whatever goes wrong in it, the alert is not sent. */
final class AlertAttempt {

  private static final Logger LOG = System.getLogger(AlertAttempt.class.getName());

  private AlertAttempt() {}

  static String send(AlertChannel channel, AlertRecord alert) throws AlertNotSent {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(AlertAttempt.class.getClassLoader()); // Jakarta Mail looks there
    try {
      return channel.send(alert);
    } catch (LinkageError e) { // a mail library that the server has in another version
      throw new AlertNotSent("internal error: " + LogText.of(e.toString()), e);
    } catch (RuntimeException e) {
      // Its words may hold a webhook's address, which is secret.
      LOG.log(Level.DEBUG, "an alert by " + channel.name() + " failed", e);
      throw new AlertNotSent("internal error: " + e.getClass().getName(), e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
