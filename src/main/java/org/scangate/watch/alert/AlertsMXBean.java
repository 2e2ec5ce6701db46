package org.scangate.watch.alert;

/** What JMX shows of alerts. */
public interface AlertsMXBean {

  /** Alerts that are not sent yet, once for each channel. */
  long getWaiting();

  /**
   * Sends a test message now through each channel.
   *
   * @return a line for each: what the other side answered, or what went wrong
   */
  String sendTestMessage();
}
