package org.scangate.journal;

/** What JMX shows of the journal, counted since the start. */
public interface JournalMXBean {

  /** What is wrong, for an administrator; empty: nothing is. */
  String getProblem();

  /** Records in the local file that wait for the database. */
  long getWaiting();

  /** Bytes of the local file. */
  long getBytes();

  /** Records that the database has taken. */
  long getShipped();

  /** Records that were given up to make room for later ones: scans that were OK. */
  long getGivenUpOk();

  /** The same of all others. */
  long getGivenUpOthers();

  /** Records that could not be written to the local file. */
  long getLost();

  /** Records that the database can never take, set aside in a file. */
  long getRefused();

  /** Records that were damaged in the local file. */
  long getDamaged();
}
