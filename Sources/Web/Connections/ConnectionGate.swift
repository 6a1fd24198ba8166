import HummingbirdCore
import NIOCore
import Synchronization

/// Who is connected. Where there are as many as there may be, whoever has been silent longest makes room for whoever comes:
/// a stranger who holds a thousand connections and says nothing keeps nobody out. Where all are being served, those who
/// come wait in the listener's backlog.
public final class ConnectionGate: Sendable {
    private struct Silent {
        let since: Int
        let channel: any Channel
    }

    private struct State {
        var open = 0
        var silent: [ObjectIdentifier: Silent] = [:]
        var last = 0
        var isRefusing = false
    }

    private let most: Int
    private let state = Mutex(State())

    public init(most: Int) { self.most = most }

    /// What asks the gate before it takes a connection.
    public var delegate: any AvailableConnectionsDelegate { Delegate(gate: self) }

    private struct Delegate: AvailableConnectionsDelegate {
        let gate: ConnectionGate
        func connectionOpened() { gate.opened() }
        func connectionClosed() { gate.closed() }
        func isAcceptingNewConnections() -> Bool { gate.mayEnter() }
    }

    private func opened() {
        let silent = state.withLock { state -> (any Channel)? in
            state.open += 1
            guard state.open > most, let oldest = state.silent.min(by: { $0.value.since < $1.value.since }) else {
                return nil
            }
            return state.silent.removeValue(forKey: oldest.key)?.channel
        }
        silent?.close(promise: nil)
    }

    private func closed() { state.withLock { $0.open -= 1 } }

    private func mayEnter() -> Bool {
        state.withLock { state in
            state.isRefusing = state.open >= most && state.silent.isEmpty
            return !state.isRefusing
        }
    }

    /// Whether others wait for a place: one is given free by the end of a connection alone.
    var isCrowded: Bool { state.withLock { $0.isRefusing } }

    /// It has nothing to ask, for the time being.
    func isSilent(_ channel: any Channel) {
        state.withLock { state in
            state.last += 1
            state.silent[ObjectIdentifier(channel)] = Silent(since: state.last, channel: channel)
        }
    }

    func isHeard(_ channel: any Channel) {
        state.withLock { _ = $0.silent.removeValue(forKey: ObjectIdentifier(channel)) }
    }
}
