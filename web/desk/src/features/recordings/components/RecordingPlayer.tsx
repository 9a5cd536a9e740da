import { CaretRightOutlined, DownloadOutlined, LoadingOutlined, PauseOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ShownRecording } from '@/lib/contract';
import { clockText } from '@/lib/format';
import { usePeaks } from '../api/get-peaks';
import { usePlayer } from '../state/use-player';
import { placesOf } from '../state/wave';
import { Places } from './Places';
import { Waveform } from './Waveform';
import styles from './Recordings.module.css';

const speeds = [0.75, 1, 1.25, 1.5, 2];

export function RecordingPlayer({ recording }: { recording: ShownRecording }) {
  const { t, i18n } = useTranslation('recordings');
  const source = `/api/v1/recordings/${recording.id}/audio`;
  const player = usePlayer(source);
  const { data: peaks } = usePeaks(recording);
  // Of one that is still made, as long as its outline.
  const duration = recording.duration_ms / 1000 || (peaks ? peaks.left.length / peaks.per_second : 0);
  const places = placesOf(recording.marks);
  const number = new Intl.NumberFormat(i18n.language);
  return (
    <div className={styles.player}>
      <div className={styles.controls}>
        <Button
          type="primary"
          shape="circle"
          icon={
            player.isLoading ? (
              <LoadingOutlined />
            ) : player.isPlaying ? (
              <PauseOutlined />
            ) : (
              <CaretRightOutlined />
            )
          }
          aria-label={t(player.isPlaying ? 'pause' : 'play')}
          onClick={player.toggle}
        />
        <span className={`numbers ${styles.clock}`}>
          {clockText(player.at)} <span className="quiet">/ {clockText(duration)}</span>
        </span>
        <Select
          size="small"
          value={player.speed}
          onChange={player.setSpeed}
          aria-label={t('speed')}
          options={speeds.map((each) => ({ value: each, label: `${number.format(each)}×` }))}
        />
        <Button
          size="small"
          type="text"
          icon={<DownloadOutlined />}
          href={source}
          download={`${recording.id}.ogg`}
          aria-label={t('download')}
          title={t('download')}
        />
      </div>
      <Waveform
        peaks={peaks}
        isOneSided={recording.because === 'voicemail'}
        marks={places}
        at={player.at}
        duration={duration}
        onSeek={player.seek}
        onToggle={player.toggle}
      />
      {player.hasFailed && (
        <p className={styles.failed} role="alert">
          {t('failed')}
        </p>
      )}
      <Places marks={places} onSeek={player.seek} />
    </div>
  );
}
