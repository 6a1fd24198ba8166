import Ground

/// The rooms of this wing that can be called.
package enum GateRooms {
    package static var all: [any RoomRoutes.Type] {
        [
            SignInRoutes.self, SignInCodeRoutes.self, PhoneCodeRoutes.self, ProfileRoutes.self, SecondStepRoutes.self,
            PasswordResetRoutes.self,
            PeopleRoutes.self, SecondStepRuleRoutes.self, CodeRuleRoutes.self, InviteRoutes.self,
            InvitationRoutes.self, TeamRoutes.self,
        ]
    }
}
