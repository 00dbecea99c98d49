import { useQuery, useQueryClient } from '@tanstack/react-query'
import { endOtherSessions, endSession, fetchSessions } from '@api/account'
import { asApiError } from '@api/errors'
import { formatAgo, formatDateTime } from '@i18n/format'
import { Button } from '@ui/button'
import { Skeleton } from '@ui/skeleton'
import { Tag } from '@ui/tag'
import { toast } from '@ui/toast'
import { deviceName } from './device-name'
import { usePageTexts } from '../use-page-texts'

/** Where the person is signed in; each place can be signed out from here. */
export function SessionList() {
  const text = usePageTexts()
  const client = useQueryClient()
  const sessions = useQuery({ queryKey: ['sessions'], queryFn: fetchSessions })
  const end = async (work: () => Promise<unknown>) => {
    try {
      await work()
      toast('success', text('sessions.ended'))
    } catch (failure) {
      toast('danger', asApiError(failure).message || text('security.failed'))
    }
    await client.invalidateQueries({ queryKey: ['sessions'] })
  }
  if (sessions.error) return <p role="alert">{asApiError(sessions.error).message || text('security.failed')}</p>
  if (!sessions.data) return <Skeleton rows={3} />
  const others = sessions.data.filter((session) => !session.current)
  return (
    <>
      <ul data-testid="sessions">
        {sessions.data.map((session) => {
          const device = deviceName(session.agent) ?? text('sessions.unknown')
          return (
            <li key={session.id} className="session-row">
              <div>
                <strong>{device}</strong> {session.current && <Tag color="green">{text('sessions.current')}</Tag>}
                <p>
                  {[session.address && text('sessions.from', { address: session.address }), text('sessions.since', { time: formatDateTime(session.created_at) }), text('sessions.used', { time: formatAgo(session.last_used_at) })]
                    .filter(Boolean)
                    .join(' · ')}
                </p>
              </div>
              {!session.current && (
                <Button small aria-label={text('sessions.end_named', { device })} onClick={() => void end(() => endSession(session.id))}>
                  {text('sessions.end')}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
      <div className="session-foot">
        {others.length > 0 ? (
          <Button look="danger" icon="log-out" onClick={() => void end(endOtherSessions)}>
            {text('sessions.end_others')}
          </Button>
        ) : (
          <p className="muted">{text('sessions.none')}</p>
        )}
      </div>
    </>
  )
}
