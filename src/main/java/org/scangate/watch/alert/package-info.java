/**
 * Tells people what happened, by mail and webhook: which records they are told of, in which words,
 * and the sending. What is to be told lies in the outbox of {@code journal}, where it comes with
 * the record that it is made from; here it is taken from there, sent, and its end noted.
 *
 * <p>Made by {@code config}. It changes no verdict and delays none: it has threads of its own, and
 * whatever is wrong with the other side is an alert's trouble alone. No secret, no user, no client
 * and no name of an uploaded file is in a message; all else that came from outside is escaped.
 */
package org.scangate.watch.alert;
