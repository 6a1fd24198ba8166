/// What is to be done with a message whose turn has come.
public enum MessageTurn: Hashable, Sendable {
    case send
    /// Its provider is asked what became of it.
    case ask
    /// Whoever was sending it has fallen silent: the provider may have it.
    case lapse
    case expire
    /// Not now: nobody is written to in quiet hours. It is no try.
    case putOff(until: Instant)
    case hold
    case leave

    /// - Parameters:
    ///   - isUsable: whether its channel sends at all.
    ///   - canAsk: whether its provider knows it by his number or by ours.
    public init(
        _ state: MessageState, until end: Instant, at now: Instant, quiet: [QuietHours], _ clock: CompanyClock,
        isUsable: Bool, canAsk: Bool
    ) {
        switch state {
        case .waiting, .held:
            guard now < end else {
                self = .expire
                return
            }
            let open = quiet.open(from: now, clock)
            self = !isUsable ? .hold : open > now ? .putOff(until: open) : .send
        case .sending: self = .lapse
        case .sent, .unknown: self = isUsable && canAsk ? .ask : .leave
        case .delivered, .failed, .expired: self = .leave
        }
    }
}
