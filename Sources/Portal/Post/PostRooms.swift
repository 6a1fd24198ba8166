import Ground

/// The rooms of this wing that can be called.
package enum PostRooms {
    package static var all: [any RoomRoutes.Type] {
        [
            MessageRoutes.self, MessageTemplateRoutes.self, AccountRoutes.self, MailAccountRoutes.self,
            ReachRoutes.self, ReceivedRoutes.self, HookRoutes.self, CalledRoutes.self,
            ReminderRoutes.self, PushRoutes.self,
        ]
    }
}
