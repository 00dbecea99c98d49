import { Navigate } from '@tanstack/react-router'

/** Who is signed in has no business on the sign-in address. */
export default function AfterSignInPage() {
  return <Navigate to="/" replace />
}
