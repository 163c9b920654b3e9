import { useState } from 'preact/hooks';

const Drawing = () => (
  <svg class="picture" viewBox="0 0 96 96" width="96" height="96" aria-hidden="true" data-drawing>
    <path d="M48 82 18 26q30-15 60 0Z" fill="none" stroke="currentColor" stroke-width="3" stroke-linejoin="round" />
    <path d="M22 34q26-12 52 0" fill="none" stroke="currentColor" stroke-width="3" />
    <g fill="currentColor">
      <circle cx="40" cy="42" r="4" />
      <circle cx="56" cy="45" r="4" />
      <circle cx="47" cy="60" r="4" />
    </g>
  </svg>
);

/** The picture of a menu, which may be anybody's; a drawing of ours where there is none, or it can't be had. */
export const MenuPicture = ({ url }: { readonly url: string | null }) => {
  const [failed, setFailed] = useState<string | null>(null);
  if (url === null || url === failed) return <Drawing />;
  return (
    <img
      class="picture"
      src={url}
      alt=""
      width="96"
      height="96"
      loading="lazy"
      decoding="async"
      referrerpolicy="no-referrer"
      onError={() => setFailed(url)}
    />
  );
};
