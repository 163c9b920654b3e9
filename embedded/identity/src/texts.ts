import type { IncomingMessage } from 'node:http';
import Negotiator from 'negotiator';

export type Language = 'en' | 'ko';

export interface Texts {
  readonly language: Language;
  readonly signInTo: string;
  readonly wrong: string;
  readonly name: string;
  readonly password: string;
  readonly signIn: string;
  readonly people: string;
  readonly who: string;
  readonly isSigningOut: string;
  readonly signOut: string;
  readonly isSignedOut: string;
  readonly canBeClosed: string;
  readonly fault: string;
  readonly unreadable: string;
  readonly tooLate: string;
}

const TEXTS: Readonly<Record<Language, Texts>> = {
  en: {
    language: 'en',
    signInTo: 'Sign in to Doremi Pizza',
    wrong: 'That name and password do not go together.',
    name: 'Name',
    password: 'Password',
    signIn: 'Sign in',
    people: 'People of the demo',
    who: 'Who',
    isSigningOut: 'Sign out?',
    signOut: 'Sign out',
    isSignedOut: 'You are signed out',
    canBeClosed: 'This window can be closed.',
    fault: 'That did not work',
    unreadable: 'This could not be read.',
    tooLate: 'This took too long, or was begun elsewhere: sign in again.',
  },
  ko: {
    language: 'ko',
    signInTo: '도레미 피자에 로그인',
    wrong: '이름과 비밀번호가 맞지 않습니다.',
    name: '이름',
    password: '비밀번호',
    signIn: '로그인',
    people: '데모에 나오는 사람들',
    who: '역할',
    isSigningOut: '로그아웃할까요?',
    signOut: '로그아웃',
    isSignedOut: '로그아웃되었습니다',
    canBeClosed: '이 창은 닫아도 됩니다.',
    fault: '처리하지 못했습니다',
    unreadable: '요청을 읽을 수 없습니다.',
    tooLate: '시간이 지났거나 다른 곳에서 시작된 로그인입니다. 다시 로그인하세요.',
  },
};

/** What the pages say to whoever asks, by their Accept-Language; English where they like neither. */
export const textsFor = (request: IncomingMessage): Texts =>
  TEXTS[new Negotiator(request).language(['en', 'ko']) === 'ko' ? 'ko' : 'en'];
