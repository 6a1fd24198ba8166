/// The way by which a message goes.
public enum MessageChannel: String, CaseIterable, Sendable { case sms, email }
