import Ground

/// The rooms of this wing that can be called.
package enum GateRooms {
    package static var all: [any RoomRoutes.Type] {
        [
            SignInRoutes.self, ProfileRoutes.self, PasswordResetRoutes.self, PeopleRoutes.self, InviteRoutes.self,
            InvitationRoutes.self,
        ]
    }
}
